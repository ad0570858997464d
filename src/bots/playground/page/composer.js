import { completionsFor } from './completion.js'
import { byId, el } from './dom.js'
import { icon } from './icons.js'
import { sizeOf } from './message.js'

/** @import { CommandView, MessageView, PersonView } from '../wire.ts' */
/** @import { Completion } from './completion.js' */

/**
 * @typedef {object} Written
 * @property {string} text
 * @property {string | undefined} replyTo
 * @property {MessageView | undefined} edits
 * @property {readonly { id: string, name: string, bytes: number }[]} files
 */

/**
 * Where people write. `send` resolves with false when the text is to stay.
 *
 * @param {object} deps
 * @param {(written: Written) => Promise<boolean>} deps.send
 * @param {(file: File) => Promise<{ id: string, name: string, bytes: number } | undefined>} deps.upload
 * @param {() => { commands: readonly CommandView[], people: readonly PersonView[], isAdmin: boolean }} deps.known
 * @param {() => MessageView | undefined} deps.lastOwn
 */
export function createComposer({ send, upload, known, lastOwn }) {
  const form = byId('composer', HTMLFormElement)
  const area = byId('text', HTMLTextAreaElement)
  const list = byId('completions', HTMLUListElement)
  const replying = byId('replying', HTMLDivElement)
  const fileList = byId('files', HTMLUListElement)
  const picker = byId('file', HTMLInputElement)
  const button = byId('send', HTMLButtonElement)
  /** @type {readonly Completion[]} */
  let offered = []
  let chosen = 0
  /** @type {{ kind: 'reply' | 'edit', message: MessageView } | undefined} */
  let about
  /** @type {{ id: string, name: string, bytes: number }[]} */
  let files = []

  function fit() {
    area.style.height = 'auto'
    area.style.height = `${Math.min(area.scrollHeight, window.innerHeight * 0.4)}px`
  }

  function offer() {
    const before = area.value.slice(0, area.selectionStart)
    offered = area.selectionStart === area.selectionEnd ? completionsFor(before, known()) : []
    chosen = 0
    showOffered()
  }

  function showOffered() {
    list.hidden = offered.length === 0
    list.replaceChildren(
      ...offered.map((completion, index) =>
        el(
          'li',
          {
            id: `completion-${index}`,
            role: 'option',
            'aria-selected': index === chosen ? 'true' : 'false',
            onmousedown: (/** @type {Event} */ event) => {
              // Lest the field lose the focus.
              event.preventDefault()
              take(completion)
            },
          },
          el('span', { class: 'label' }, completion.label),
          el('span', { class: 'about' }, completion.about),
        ),
      ),
    )
    if (offered.length === 0) area.removeAttribute('aria-activedescendant')
    else area.setAttribute('aria-activedescendant', `completion-${chosen}`)
    list.children[chosen]?.scrollIntoView({ block: 'nearest' })
  }

  /** @param {Completion} completion */
  function take({ from, insert }) {
    area.setRangeText(insert, from, area.selectionStart, 'end')
    fit()
    offer()
  }

  /** @param {typeof about} what */
  function setAbout(what) {
    about = what
    replying.hidden = what === undefined
    button.textContent = what?.kind === 'edit' ? 'Save' : 'Send'
    if (what === undefined) return
    const text = what.message.text.replaceAll(/\s+/gu, ' ').slice(0, 80)
    const cancel = el(
      'button',
      { type: 'button', class: 'plain', 'aria-label': 'Cancel', onclick: () => reset(false) },
      '✕',
    )
    replying.replaceChildren(
      el('span', {}, what.kind === 'edit' ? 'Editing your message' : `Replying to: ${text}`),
      cancel,
    )
  }

  function showFiles() {
    fileList.hidden = files.length === 0
    fileList.replaceChildren(
      ...files.map((file) => {
        const remove = () => {
          files = files.filter((one) => one !== file)
          showFiles()
        }
        const cross = el(
          'button',
          { type: 'button', class: 'plain', 'aria-label': `Remove ${file.name}`, onclick: remove },
          '✕',
        )
        return el('li', {}, icon('file'), `${file.name} (${sizeOf(file.bytes)})`, cross)
      }),
    )
  }

  /** @param {Iterable<File>} came */
  async function attach(came) {
    for (const file of came) {
      const held = await upload(file)
      if (held !== undefined) files = [...files, held]
      showFiles()
    }
  }

  /** @param {boolean} emptied */
  function reset(emptied) {
    const wasEdit = about?.kind === 'edit'
    setAbout(undefined)
    if (emptied || wasEdit) area.value = ''
    if (emptied) files = []
    showFiles()
    fit()
    offer()
    area.focus()
  }

  /** @param {SubmitEvent} event */
  async function submit(event) {
    event.preventDefault()
    const text = area.value.trim()
    if ((text === '' && files.length === 0) || button.disabled) return
    button.disabled = true
    const done = await send({
      text,
      files,
      replyTo: about?.kind === 'reply' ? about.message.id : undefined,
      edits: about?.kind === 'edit' ? about.message : undefined,
    })
    button.disabled = false
    if (done) reset(true)
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    if (event.isComposing) return
    if (offered.length > 0) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        const step = event.key === 'ArrowDown' ? 1 : -1
        chosen = (chosen + step + offered.length) % offered.length
        showOffered()
        event.preventDefault()
        return
      }
      const pick = offered[chosen]
      const isWhole =
        pick !== undefined && area.value.slice(pick.from, area.selectionStart) === pick.insert.trim()
      if (pick && (event.key === 'Tab' || (event.key === 'Enter' && !event.shiftKey && !isWhole))) {
        event.preventDefault()
        take(pick)
        return
      }
      if (event.key === 'Escape') {
        offered = []
        showOffered()
        event.stopPropagation()
        return
      }
    }
    // On a phone, the key of the keyboard is for a new line.
    const isTouch = window.matchMedia('(pointer: coarse)').matches
    if (event.key === 'Enter' && !event.shiftKey && !isTouch) {
      event.preventDefault()
      form.requestSubmit()
    } else if (event.key === 'Escape' && about !== undefined) {
      event.stopPropagation()
      reset(false)
    } else if (event.key === 'ArrowUp' && area.value === '') {
      const own = lastOwn()
      if (own === undefined) return
      event.preventDefault()
      edit(own)
    }
  }

  /** @param {MessageView} message */
  function edit(message) {
    setAbout({ kind: 'edit', message })
    area.value = message.text
    fit()
    area.focus()
  }

  form.addEventListener('submit', (event) => void submit(event))
  area.addEventListener('keydown', key)
  area.addEventListener('input', () => {
    fit()
    offer()
  })
  area.addEventListener('blur', () => {
    offered = []
    showOffered()
  })
  area.addEventListener('paste', (event) => void attach(event.clipboardData?.files ?? []))
  picker.addEventListener('change', () => {
    void attach([...(picker.files ?? [])])
    picker.value = ''
  })
  document.addEventListener('dragover', (event) => event.preventDefault())
  document.addEventListener('drop', (event) => {
    event.preventDefault()
    void attach(event.dataTransfer?.files ?? [])
  })

  return {
    edit,
    /** @param {MessageView} message */
    reply(message) {
      setAbout({ kind: 'reply', message })
      area.focus()
    },
    /** @param {string} placeholder */
    here(placeholder) {
      if (about !== undefined) reset(false)
      area.placeholder = placeholder
    },
    /** @param {string} text */
    begin(text) {
      area.value = text
      area.focus()
      fit()
      offer()
    },
    focus: () => area.focus(),
  }
}
