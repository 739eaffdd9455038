package io.github.ciautoscaler.app.loop;

import io.github.ciautoscaler.fleet.ForgeInfo;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.reconcile.PassListener;
import io.github.ciautoscaler.reconcile.PassReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the program when the forge is too old to be watched: waiting would not mend that. */
public final class UnsupportedForge implements PassListener {

  private static final Logger log = LoggerFactory.getLogger(UnsupportedForge.class);

  private final Runnable exit;
  private boolean supported;

  public UnsupportedForge(Runnable exit) {
    this.exit = exit;
  }

  @Override
  public void onPass(PassReport report) {
    if (supported) {
      return;
    }
    switch (report.fleet().seen().forge().latest()) {
      case Reading.Complete<ForgeInfo> complete -> supported = true;
      case Reading.Failed<ForgeInfo>(var trouble, var problem, var at) -> {
        if (trouble == Reading.Trouble.UNSUPPORTED) {
          log.error("This forge cannot be watched: {}", problem);
          exit.run();
        }
      }
      case Reading.Partial<ForgeInfo> partial -> {}
      case null -> {}
    }
  }
}
