package io.github.ciautoscaler.settings;

/** The least severity that is logged. */
public enum LogLevel {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR,
  OFF
}
