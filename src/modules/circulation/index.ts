import type { Module } from '../../kernel/module.ts';

export const circulation: Module = { name: 'circulation' };
