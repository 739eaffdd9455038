package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.reconcile.HookNotice;
import io.github.ciautoscaler.reconcile.Operator;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.Ports;
import io.github.ciautoscaler.reconcile.ReconcileSettings;
import io.github.ciautoscaler.reconcile.Reconciler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** One running process of the autoscaler, as far as the simulation drives it. */
public interface Autoscaler {

  PassReport pass();

  /** See {@link Reconciler#beat}; the simulation calls it every second. */
  boolean beat();

  Operator operator();

  /** A delivery of the forge's webhook reached it. */
  void hear(HookNotice notice);

  /** See {@link Reconciler#interval}. */
  Duration interval();

  /** Its owner changes a file of settings while it runs. */
  void follow(ReconcileSettings latest);

  /** Starts processes. The planted bugs are other starters. */
  interface Starter {
    Autoscaler start(Ports ports, ReconcileSettings settings);
  }

  /** The production loop over these ports. */
  static Autoscaler production(Ports ports, ReconcileSettings settings) {
    AtomicReference<ReconcileSettings> current = new AtomicReference<>(settings);
    Reconciler reconciler = new Reconciler(ports, current::get);
    return new Autoscaler() {
      @Override
      public void follow(ReconcileSettings latest) {
        current.set(latest);
      }

      @Override
      public PassReport pass() {
        return reconciler.pass();
      }

      @Override
      public boolean beat() {
        return reconciler.beat();
      }

      @Override
      public Operator operator() {
        return reconciler.operator();
      }

      @Override
      public void hear(HookNotice notice) {
        reconciler.deliveries().hear(notice);
      }

      @Override
      public Duration interval() {
        return reconciler.interval();
      }
    };
  }
}
