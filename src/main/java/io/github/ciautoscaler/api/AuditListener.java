package io.github.ciautoscaler.api;

/** Told of every write, in the thread of its request; must be quick and never throw. */
public interface AuditListener {
  void onWrite(Audited write);
}
