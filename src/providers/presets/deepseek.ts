import { PLAIN_WIRE, type Preset } from './preset.ts'

/** https://api-docs.deepseek.com */
export const deepseek: Preset = {
  name: 'deepseek',
  title: 'DeepSeek',
  baseUrl: 'https://api.deepseek.com',
  keyVariable: 'DEEPSEEK_API_KEY',
  isSelfHosted: false,
  source: 'https://api-docs.deepseek.com/quick_start/pricing',
  read: '2026-11',
  wire: {
    ...PLAIN_WIRE,
    // On unless turned off, and billed.
    thinking: { on: { thinking: { type: 'enabled' } }, off: { thinking: { type: 'disabled' } } },
    // Also isolates the prefix cache, so that one value a person would lose it.
    cacheKey: { field: 'user_id', longest: 512 },
    names: true,
    continuation: 'beta-prefix',
  },
  models: [
    {
      id: 'deepseek-flash',
      context: 1_000_000,
      maxOutput: 384_000,
      takesImages: true,
      takesTools: true,
      thinks: 'switch',
      prices: { hit: 0.003, miss: 0.15, output: 0.6, peak: { hit: 0.006, miss: 0.3, output: 1.2 } },
    },
    {
      id: 'deepseek-v4-pro',
      context: 1_000_000,
      maxOutput: 384_000,
      takesTools: true,
      thinks: 'switch',
      // Served as Flash and billed as Flash since 2026-09-14, until V4.1 Pro is out.
      prices: { hit: 0.003, miss: 0.15, output: 0.6, peak: { hit: 0.006, miss: 0.3, output: 1.2 } },
    },
    // Taken, though not listed: another name of deepseek-flash.
    {
      id: 'deepseek-v4-flash',
      context: 1_000_000,
      maxOutput: 384_000,
      takesTools: true,
      thinks: 'switch',
      prices: { hit: 0.003, miss: 0.15, output: 0.6, peak: { hit: 0.006, miss: 0.3, output: 1.2 } },
    },
  ],
  retired: [
    { id: 'deepseek-chat', on: '2026-07-24', successor: 'deepseek-flash', thinking: false },
    { id: 'deepseek-reasoner', on: '2026-07-24', successor: 'deepseek-flash', thinking: true },
  ],
  peak: {
    days: [1, 2, 3, 4, 5],
    // Beijing 09:00 to 12:00 and 14:00 to 18:00.
    windows: [
      [60, 240],
      [360, 600],
    ],
    // Public holidays of 2026 as published; of 2027 the days the law itself names, until the schedule is out.
    exceptDates: [
      '2026-01-01 2026-01-02 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-02-23',
      '2026-04-06 2026-05-01 2026-05-04 2026-05-05 2026-06-19 2026-09-25 2026-10-01 2026-10-02',
      '2026-10-05 2026-10-06 2026-10-07',
      '2027-01-01 2027-02-05 2027-02-08 2027-04-05 2027-06-09 2027-09-15 2027-10-01',
    ].flatMap((dates) => dates.split(' ')),
    offsetMinutes: 480,
  },
  // The documented ceiling of deepseek-v4-pro; Flash takes 2,500.
  concurrency: 500,
}
