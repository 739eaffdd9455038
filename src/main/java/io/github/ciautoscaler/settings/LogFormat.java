package io.github.ciautoscaler.settings;

/** How the log is written. */
public enum LogFormat {
  /** Text on a terminal and in the sandbox, JSON otherwise. */
  AUTO,
  TEXT,
  JSON
}
