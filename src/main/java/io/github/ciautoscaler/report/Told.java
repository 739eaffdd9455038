package io.github.ciautoscaler.report;

import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.PassReport;
import org.jspecify.annotations.Nullable;

/**
 * An event in words.
 *
 * @param type its stable name, such as MachineChanged
 * @param subject the machine, pool, source or setting that it is about; empty for this process
 * @param text one sentence
 */
public record Told(String type, String subject, String text, @Nullable Reason reason) {

  public static Told of(FleetEvent event) {
    return switch (event) {
      case ProcessEvent process -> process(process);
      case SourceEvent source -> source(source);
      case MachineEvent machine -> machine(machine);
      case ActionEvent.Started(Action action) ->
          new Told("ActionStarted", action.machine(), word(action) + " began.", action.reason());
      case ActionEvent.Ended ended -> ended(ended.ended());
      case DecisionEvent.Taken(var decision) ->
          new Told("DecisionTaken", decision.subject(), "It is done.", decision.reason());
      case DecisionEvent.NotTaken(var decision, _) ->
          new Told("DecisionNotTaken", decision.subject(), "It is not done.", decision.reason());
      case OfferingEvent.CoolDownBegan(var offering) ->
          new Told("CoolDownBegan", offering.toString(), "It is skipped for a while.", null);
      case WarningEvent.Appeared(var warning) ->
          new Told("WarningAppeared", warning.code(), warning.message(), null);
      case WarningEvent.Ended(var warning) ->
          new Told("WarningEnded", warning.code(), "This is over: " + warning.message(), null);
    };
  }

  private static Told process(ProcessEvent event) {
    return switch (event) {
      case ProcessEvent.ModeChanged(_, var now) -> ofProcess("ModeChanged", "Mode: " + now + ".");
      case ProcessEvent.LeadershipGained() -> ofProcess("LeadershipGained", "It leads now.");
      case ProcessEvent.LeadershipLost() -> ofProcess("LeadershipLost", "Another one leads now.");
      case ProcessEvent.PauseBegan(var pause) ->
          ofProcess(
              "PauseBegan",
              "Paused until "
                  + (pause.until() == null ? "somebody resumes it" : pause.until())
                  + ".");
      case ProcessEvent.PauseEnded() -> ofProcess("PauseEnded", "Not paused any more.");
      case ProcessEvent.LeasesRefused() ->
          ofProcess("LeasesRefused", "Leases may not be used: only one replica may run.");
    };
  }

  private static Told ofProcess(String type, String text) {
    return new Told(type, "", text, null);
  }

  private static Told source(SourceEvent event) {
    return switch (event) {
      case SourceEvent.Lost(String source, String problem) ->
          new Told("SourceLost", source, "It did not answer as it should: " + problem, null);
      case SourceEvent.StillLost(String source, String problem, Streak failures) ->
          new Told("SourceStillLost", source, failures.count() + " times: " + problem, null);
      case SourceEvent.Remarked(String source, String remark) ->
          new Told("SourceRemarked", source, remark, null);
      case SourceEvent.Back(String source, _) ->
          new Told("SourceBack", source, "It answers again.", null);
    };
  }

  private static Told machine(MachineEvent event) {
    return switch (event) {
      case MachineEvent.Appeared(String name, _, var state) ->
          new Told("MachineAppeared", name, "It is " + state.word() + ".", null);
      case MachineEvent.Changed(String name, _, var before, var now) ->
          new Told(
              "MachineChanged",
              name,
              "It was " + before.word() + " and is " + now.word() + ".",
              null);
      case MachineEvent.Booted(String name, _, var took) ->
          new Told("MachineBooted", name, "It serves, after " + took.toSeconds() + " s.", null);
      case MachineEvent.Gone(String name, _, _) ->
          new Told("MachineGone", name, "Neither server nor Node of it is left.", null);
    };
  }

  private static Told ended(PassReport.Ended ended) {
    Action action = ended.action();
    String how =
        ended.outcomes().stream()
            .filter(Outcome.Failure.class::isInstance)
            .map(outcome -> "failed: " + ((Outcome.Failure) outcome).message())
            .findFirst()
            .orElse(ended.succeeded() ? "succeeded." : "was cut off.");
    return new Told("ActionEnded", action.machine(), word(action) + " " + how, action.reason());
  }

  /** As a sentence begins. */
  private static String word(Action action) {
    String word = action.kind().word();
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
