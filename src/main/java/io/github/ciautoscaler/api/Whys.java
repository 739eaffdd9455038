package io.github.ciautoscaler.api;

import io.github.ciautoscaler.report.FleetUpdate;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/**
 * Why a job waits, a machine stays or goes, and a pool launches or does not, as of the last pass.
 * Each is empty of what that pass did not see, and fails with a {@link ProblemException} before the
 * first one.
 */
public final class Whys {

  private final LatestPass latest;
  private final Explanations explanations = new Explanations();

  Whys(LatestPass latest) {
    this.latest = latest;
  }

  /**
   * Of a job that waits or runs.
   *
   * @param id the forge's
   */
  public Optional<WhyView> job(String id) {
    FleetUpdate update = update();
    return id.matches("[0-9]{1,18}")
        ? new WhyJob(update, Long.parseLong(id)).view(explanations.of(update.report()))
        : Optional.empty();
  }

  /** Of a machine of ours, by any of its names. */
  public Optional<WhyView> machine(String name) {
    FleetUpdate update = update();
    return update.summary().machines().stream()
        .filter(machine -> machine.machine().names().contains(name) || machine.name().equals(name))
        .findFirst()
        .map(machine ->
            WhyMachine.of(machine, update.summary().at(), explanations.of(update.report())));
  }

  /** Of a pool. */
  public Optional<WhyView> pool(String name) {
    FleetUpdate update = update();
    return update.summary().pools().stream()
        .filter(pool -> pool.name().equals(name))
        .findFirst()
        .map(pool -> WhyPool.of(pool, update.summary().at(), explanations.of(update.report())));
  }

  private FleetUpdate update() {
    return latest
        .update()
        .orElseThrow(() ->
            new ProblemException(ProblemKind.UNAVAILABLE, "No pass has ended yet; ask again.")
                .with(HttpHeaders.RETRY_AFTER, "5"));
  }
}
