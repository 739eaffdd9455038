package io.github.ciautoscaler.simulator;

/** How the API server answers a write. */
public enum WriteAnswer {
  DONE,
  /** 404. */
  NOT_FOUND,
  /** 409: made already, or changed since the version that the write names. */
  CONFLICT
}
