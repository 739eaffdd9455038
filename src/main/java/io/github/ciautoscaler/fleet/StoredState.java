package io.github.ciautoscaler.fleet;

/**
 * What a restart must not lose and no other place can hold: our own ConfigMap's content. Each part
 * applies the facts about itself; {@link StateChanges} hands them out.
 */
public record StoredState(
    PendingLaunches launches,
    LaunchHealth health,
    OperatorWishes wishes,
    RunnerOwnership runners,
    Measurements measurements) {

  public static final StoredState EMPTY =
      new StoredState(
          PendingLaunches.NONE,
          LaunchHealth.GOOD,
          OperatorWishes.NONE,
          RunnerOwnership.NONE,
          Measurements.NONE);

  public StoredState with(PendingLaunches next) {
    return new StoredState(next, health, wishes, runners, measurements);
  }

  public StoredState with(LaunchHealth next) {
    return new StoredState(launches, next, wishes, runners, measurements);
  }

  public StoredState with(OperatorWishes next) {
    return new StoredState(launches, health, next, runners, measurements);
  }

  public StoredState with(RunnerOwnership next) {
    return new StoredState(launches, health, wishes, next, measurements);
  }

  public StoredState with(Measurements next) {
    return new StoredState(launches, health, wishes, runners, next);
  }
}
