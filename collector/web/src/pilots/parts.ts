// The sections of this room, for pages that show them below what is read first.

import { lazy } from "../shell/lazy";

export const OwnFigures = lazy<object>(() => import("./own_figures").then((it) => it.OwnFigures));
export const Pilots = lazy<{ tool?: string; need?: string }>(() => import("./pilots").then((it) => it.Pilots));
export const BlockEffect = lazy<{ tool: string; name: string }>(() => import("./block_effect").then((it) => it.BlockEffect));
