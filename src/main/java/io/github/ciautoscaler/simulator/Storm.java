package io.github.ciautoscaler.simulator;

import java.util.EnumMap;
import java.util.Map;

/** The rates of a day in which everything goes wrong: bad enough to break, good enough to work. */
final class Storm {

  private Storm() {}

  static Map<Fault, Double> rates() {
    Map<Fault, Double> rates = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      rates.put(fault, rate(fault));
    }
    return rates;
  }

  private static double rate(Fault fault) {
    return switch (fault) {
      case READ_ERROR, READ_TIMEOUT, READ_PARTIAL -> 0.003;
      case READ_SLOW -> 0.002;
      case READ_STALE -> 0.02;
      case WRITE_REFUSED, TIMEOUT_BEFORE_EFFECT, TIMEOUT_AFTER_EFFECT, WRITE_SLOW, CONFLICT -> 0.02;
      case CALL_TAKES_TIME -> 0.02;
      case RATE_LIMITED, UNAUTHORIZED -> 0.005;
      case ORDER_DELIVERED_TWICE, HANDS_MEET -> 0.02;
      case CRASH_BETWEEN_EFFECTS -> 0.002;
      case CRASH_BETWEEN_PASSES, PROCESS_PAUSE -> 0.0005;
      case RENEWAL_PAUSE -> 0.0001;
      case HOOK_LOST, HOOK_DOUBLED, HOOK_LATE, HOOK_FORGED -> 0.05;
      case CONFIG_CHANGE -> 0.2;
      case SETTINGS_FILE_CHANGE -> 0.0003;
      case OUTAGE -> 0.5;
      case STOCK_OUT -> 1.0;
      case ACCOUNT_LIMIT -> 0.1;
      case SERVER_LOCKED -> 0.5;
      case LOST_AFTER_CREATE, BOOT_FAILS -> 0.2;
      case DELETE_LINGERS -> 0.3;
      case BUDGET_BLOCKS -> 0.4;
      case NODE_SILENT -> 0.3;
      case SERVER_DELETED_BY_HAND -> 0.15;
      case NODE_CORDONED_BY_HAND, NODE_DELETED_BY_HAND, RUNNER_DELETED_BY_HAND -> 0.15;
      case RUNNER_ENABLED_BY_HAND -> 1.0;
      case NOTES_DELETED_BY_HAND -> 0.1;
      case JOB_HELD_BACK -> 0.15;
      case FOREIGN_SERVER -> 0.3;
      case ORIGINAL_SERVER, NEIGHBOUR_MACHINE, STRANGE_RUNNER -> 0.1;
      case BOOT_SLOW, BOOT_RESTARTS, DELETE_FAILS, SERVER_POWERED_OFF_BY_HAND -> 0.1;
      case POD_HANGS, POD_CLINGS, POD_CRASHES, POD_ENDS -> 0.2;
      case LEASE_UNREACHABLE -> 0.15;
      case TYPE_REFUSED -> 0.2;
      case POD_MOVES -> 0.5;
      case NODE_LOST -> 0.1;
      case RUNNER_DISABLED_BY_HAND, RUNNER_SILENT, ROW_DOUBLED -> 0.2;
      case SERVER_RENAMED_BY_HAND, SERVER_MIGRATED -> 0.2;
      case NODE_NAMED_OTHERWISE -> 0.15;
      case NODE_BLINKS -> 0.5;
      case CLOCK_SKEW, MACHINE_CLOCK_WRONG -> 0.2;
      case REQUESTS_SPENT_BY_OTHERS -> 0.1;
      case OPERATOR_PAUSE -> 0.15;
      case OPERATOR_SCALE -> 0.1;
      case OPERATOR_DRAIN -> 0.3;
    };
  }

  /** Where nothing is recorded, what a process does in its first moments matters. */
  static Map<Fault, Double> ratesWithoutState() {
    return Map.of(Fault.CRASH_BETWEEN_EFFECTS, 0.01, Fault.REQUESTS_SPENT_BY_OTHERS, 0.6);
  }

  /** Where others have their machines too. */
  static Map<Fault, Double> ratesOfSharedWorlds() {
    return Map.of(
        Fault.NEIGHBOUR_MACHINE, 1.0, Fault.ORIGINAL_SERVER, 0.4, Fault.STRANGE_RUNNER, 0.4);
  }
}
