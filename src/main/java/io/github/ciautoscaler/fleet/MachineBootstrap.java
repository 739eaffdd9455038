package io.github.ciautoscaler.fleet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a new server of a pool boots with, so that it joins the cluster: one implementation for each
 * way to join. Pure.
 */
public interface MachineBootstrap {

  /** By what a machine is let into the cluster. */
  enum Credential {
    /** A bootstrap token, made for this machine and deleted when it has joined. */
    OWN_TOKEN,
    /** One secret for all machines, which the owner gave. */
    SHARED_SECRET,
    /** Nothing of ours: its user-data holds all that it needs. */
    NONE
  }

  /** What a new machine of this cluster needs to join. */
  Credential credential(ClusterInfo cluster);

  /**
   * @param token the secret of its own token; null where it has none
   */
  Boot boot(JoiningMachine machine, @Nullable Secret token);

  /**
   * What keeps new machines from joining, or gives them more than they need.
   *
   * @param cluster null while it is not known
   * @param access how the pool's servers are reached, and reach others
   * @param hasJoined whether a machine of ours ever did
   */
  List<Warning> warnings(@Nullable ClusterInfo cluster, ServerAccess access, boolean hasJoined);

  /** Where a machine that does not join says why, and what usually keeps it: whole sentences. */
  String ifItDoesNotJoin();

  /** The user-data of a server, or why there is none. */
  sealed interface Boot {

    record With(Secret userData) implements Boot {}

    /** What it takes is not known at this moment. */
    record NotYet(String why) implements Boot {}

    /** Until the owner mends something. */
    record Refused(String why) implements Boot {}
  }

  /**
   * @param code a stable word, of those in the list of reasons
   * @param sentence says the mend too
   */
  record Warning(String code, String sentence) {}
}
