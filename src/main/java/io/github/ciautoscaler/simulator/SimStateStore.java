package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Reading.Trouble;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.StateStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored state in a ConfigMap of the world's cluster. */
public final class SimStateStore implements StateStore {

  private static final String KIND = "ConfigMap";
  private static final String NAMESPACE = "ci-autoscaler";
  private static final String NAME = "gitea-ci-autoscaler-notes";

  private final ClusterWorld cluster;
  private final Calls calls;
  private final Answers answers;

  SimStateStore(Calls calls, Answers answers) {
    this.cluster = calls.world().cluster();
    this.calls = calls;
    this.answers = answers;
  }

  /** The stored state as it is, whoever asks. */
  static StoredState truth(World world) {
    return world
        .cluster()
        .objects()
        .find(KIND, NAMESPACE, NAME)
        .map(stored -> (StoredState) stored.content())
        .orElse(StoredState.EMPTY);
  }

  /** A person deletes the ConfigMap. False: there was none. */
  static boolean deletedByHand(World world) {
    boolean was = world.cluster().objects().delete(KIND, NAMESPACE, NAME);
    if (was) {
      world.log("", "a person deletes the stored state");
    }
    return was;
  }

  @Override
  public Reading<Optional<Stored>> load() {
    if (!cluster.permissions().contains(Permission.CONFIG_MAPS)) {
      answers.needNoState();
      return calls.failed(Trouble.FORBIDDEN);
    }
    Reading<Optional<Stored>> reading =
        calls.read(() ->
            cluster
                .objects()
                .find(KIND, NAMESPACE, NAME)
                .map(stored ->
                    new Stored((StoredState) stored.content(), Long.toString(stored.version()))));
    answers.answered(Answers.Asked.STATE, reading);
    if (reading instanceof Reading.Complete) {
      answers.notesRead();
    }
    // That may not be used is the permission's word, never an accident's.
    return reading instanceof Reading.Failed<Optional<Stored>> failed
            && failed.trouble() == Trouble.FORBIDDEN
        ? calls.failed(Trouble.UNREACHABLE)
        : reading;
  }

  @Override
  public SaveResult save(StoredState state, @Nullable String version) {
    if (!cluster.permissions().contains(Permission.CONFIG_MAPS)) {
      return new NotSaved(new Outcome.Forbidden("configmaps"));
    }
    calls.mayDie();
    Outcome outcome =
        calls.write(() -> {
          WriteAnswer answer =
              version == null
                  ? cluster.objects().create(KIND, NAMESPACE, NAME, state)
                  : cluster.objects().replace(KIND, NAMESPACE, NAME, state, Long.valueOf(version));
          return answer == WriteAnswer.DONE
              ? new Outcome.Done()
              : new Outcome.Transient("somebody else changed it");
        });
    answers.notesSaved(!(outcome instanceof Outcome.Failure));
    calls.mayDie();
    if (outcome instanceof Outcome.Failure failure) {
      return new NotSaved(failure);
    }
    return new Saved(
        cluster
            .objects()
            .find(KIND, NAMESPACE, NAME)
            .map(stored -> Long.toString(stored.version()))
            .orElseThrow());
  }
}
