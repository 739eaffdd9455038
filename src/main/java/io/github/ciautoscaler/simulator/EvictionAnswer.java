package io.github.ciautoscaler.simulator;

/** How the eviction API answers. */
public enum EvictionAnswer {
  /** 201, also for a pod that terminates already. */
  ACCEPTED,
  /** 404. */
  NOT_FOUND,
  /** 409: another pod has this name now. */
  OTHER_UID,
  /** 429. */
  BLOCKED_BY_BUDGET,
  /** 500: the API server refuses where two budgets match. */
  SEVERAL_BUDGETS
}
