package io.github.ciautoscaler.app.loop;

import io.github.ciautoscaler.app.logging.RepeatedFailures;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.report.ActionEvent;
import io.github.ciautoscaler.report.Streak;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/** The log's lines about actions: each beginning, and an end that is no success. */
final class ActionLines {

  private final Logger log;

  ActionLines(Logger log) {
    this.log = log;
  }

  void started(Action action) {
    if (action.kind() == Action.Kind.ANNOTATE) {
      return;
    }
    LoggingEventBuilder line =
        log.atInfo()
            .addKeyValue("machine", action.machine())
            .addKeyValue("action", action.kind().word())
            .addKeyValue("reason", action.reason().code());
    for (Effect effect : action.effects()) {
      if (effect instanceof Effect.CreateServer create) {
        line = line.addKeyValue("placement", create.offering());
      }
    }
    line.log(verb(action.kind()) + " " + action.reason().message());
  }

  void ended(ActionEvent.Ended event, Instant at) {
    Streak failures = event.failures();
    if (failures == null) {
      return;
    }
    if (event.ended().succeeded()) {
      String kind = event.action().machine() + "/" + event.action().kind();
      log.info("{}: {}", kind, RepeatedFailures.recovered(failures, at));
    } else {
      failed(event.ended(), failures, at);
    }
  }

  private void failed(PassReport.Ended ended, Streak failures, Instant at) {
    Action action = ended.action();
    Outcome last = ended.outcomes().isEmpty() ? null : ended.outcomes().getLast();
    String message = last instanceof Outcome.Failure failure ? failure.message() : "it was cut off";
    String code = last == null ? "None" : last.getClass().getSimpleName();
    String line = "It could not " + action.kind().word() + ": " + message;
    RepeatedFailures.failed(failures, line, at)
        .ifPresent(text ->
            log.atWarn()
                .addKeyValue("machine", action.machine())
                .addKeyValue("outcome", code)
                .log(text));
  }

  private static String verb(Action.Kind kind) {
    return switch (kind) {
      case CREATE -> "Creating a server.";
      case RESOLVE_LAUNCH -> "Looking a launch up by its name.";
      case CONNECT -> "Attaching the server to its subnet, and powering it on.";
      case ADOPT -> "Adopting a server.";
      case ANNOTATE -> "Writing annotations.";
      case DISABLE -> "Its last job began; disabling its runners.";
      case DEREGISTER -> "Deregistering.";
      case DRAIN -> "Draining.";
      case EVICT -> "Evicting pods.";
      case REMOVE -> "Deleting the server.";
      case FINISH -> "Deleting runner rows and node.";
      case CANCEL -> "Keeping it after all.";
      case GIVE_UP_BOOT -> "Giving a boot up.";
      case REMOVE_VANISHED -> "Removing a server without a node.";
      case REMOVE_ORPHAN_NODE -> "Removing an orphaned node.";
      case REMOVE_ORPHAN_RUNNER -> "Removing an orphaned runner.";
      case DELETE_JOIN_TOKEN -> "Deleting a join token.";
    };
  }
}
