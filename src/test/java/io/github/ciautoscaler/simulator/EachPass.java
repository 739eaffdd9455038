package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.reconcile.HookNotice;
import io.github.ciautoscaler.reconcile.Operator;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A process of which a test sees each pass, and may tell something else.
 *
 * @param told what the simulation is told of a pass
 * @param followed sees new settings before the process does
 */
public record EachPass(
    Autoscaler process, UnaryOperator<PassReport> told, Consumer<ReconcileSettings> followed)
    implements Autoscaler {

  public static Autoscaler seenBy(Autoscaler process, Consumer<PassReport> reader) {
    return new EachPass(
        process,
        report -> {
          reader.accept(report);
          return report;
        },
        settings -> {});
  }

  @Override
  public PassReport pass() {
    return told.apply(process.pass());
  }

  @Override
  public boolean beat() {
    return process.beat();
  }

  @Override
  public Operator operator() {
    return process.operator();
  }

  @Override
  public void hear(HookNotice notice) {
    process.hear(notice);
  }

  @Override
  public Duration interval() {
    return process.interval();
  }

  @Override
  public void follow(ReconcileSettings latest) {
    followed.accept(latest);
    process.follow(latest);
  }
}
