package io.github.ciautoscaler.plan;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One step for one machine: a named, reasoned sequence of effects. At most one per machine is in
 * flight.
 *
 * @param machine the name of the machine, or of the orphan, that it is about
 * @param effects done in this order; the first failure ends the sequence
 */
public record Action(String machine, Kind kind, Reason reason, List<Effect> effects) {

  public Action {
    effects = List.copyOf(effects);
  }

  /**
   * Whether a pause lets it go on. The first step of a removal records on the Node that it begins,
   * so that one is new.
   */
  public boolean isAllowedWhilePaused() {
    boolean beginsRemoval =
        kind == Kind.REMOVE
            && effects.stream().anyMatch(effect -> effect instanceof Effect.PatchNode);
    return kind.isAllowedWhilePaused() && !beginsRemoval;
  }

  /** The pool that it launches a machine for; null where it launches none. */
  public @Nullable String launchesFor() {
    for (Effect effect : effects) {
      if (effect instanceof Effect.CreateServer create) {
        return create.pool().name();
      }
    }
    return null;
  }

  /** What it does, in the field's words. */
  public enum Kind {
    CREATE,
    RESOLVE_LAUNCH,
    CONNECT,
    ADOPT,
    ANNOTATE,
    DISABLE,
    DEREGISTER,
    DRAIN,
    EVICT,
    REMOVE,
    FINISH,
    CANCEL,
    GIVE_UP_BOOT,
    REMOVE_VANISHED,
    REMOVE_ORPHAN_NODE,
    REMOVE_ORPHAN_RUNNER,
    DELETE_JOIN_TOKEN;

    /** Whether it only ends what was begun, so that a pause lets it go on. */
    public boolean isAllowedWhilePaused() {
      return switch (this) {
        case RESOLVE_LAUNCH, CONNECT, ANNOTATE, REMOVE, FINISH, CANCEL, DELETE_JOIN_TOKEN -> true;
        case CREATE,
            ADOPT,
            DISABLE,
            DEREGISTER,
            DRAIN,
            EVICT,
            GIVE_UP_BOOT,
            REMOVE_VANISHED,
            REMOVE_ORPHAN_NODE,
            REMOVE_ORPHAN_RUNNER ->
            false;
      };
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
