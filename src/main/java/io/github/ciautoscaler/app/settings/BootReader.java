package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.bootstrap.AgentArgs;
import io.github.ciautoscaler.bootstrap.OwnUserData;
import io.github.ciautoscaler.bootstrap.TalosConfig;
import io.github.ciautoscaler.fleet.JoiningMachine;
import io.github.ciautoscaler.fleet.MachineBootstrap;
import io.github.ciautoscaler.fleet.MachineBootstrap.Boot;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.settings.Setting;
import io.github.ciautoscaler.settings.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks what a new machine boots with, of the whole fleet or of one pool. */
record BootReader(Values values) {

  void checkAgentArgs(Setting<?> setting, String args) {
    problems(setting, AgentArgs.check(args).errors());
  }

  /** Each finding is one sentence, "what: mend". */
  void problems(Setting<?> setting, List<String> errors) {
    for (String error : errors) {
      int colon = error.lastIndexOf(": ");
      String mend = error.substring(colon + 2);
      values.problem(
          setting,
          error.substring(0, colon),
          Character.toUpperCase(mend.charAt(0)) + mend.substring(1) + ".");
    }
  }

  /** Null where the generated user-data is used. */
  @Nullable Secret userData(Setting<String> setting) {
    String given = values.find(setting).orElse(null);
    if (given == null) {
      return null;
    }
    return switch (OwnUserData.check(given)) {
      case OwnUserData.Useless(var what, var mend) -> {
        values.problem(setting, what, mend);
        yield null;
      }
      case OwnUserData.Usable(var sent, var warnings) -> {
        warnings.forEach(warning -> values.odd(setting, warning));
        yield sent;
      }
    };
  }

  /** Null where no worker could boot with it, which is said. */
  @Nullable TalosConfig talos(Setting<?> setting, Secret userData) {
    return switch (TalosConfig.check(userData)) {
      case TalosConfig.Useless(var what, var mend) -> {
        values.problem(setting, what, mend);
        yield null;
      }
      case TalosConfig.Usable(var config, var warnings) -> {
        warnings.forEach(warning -> values.odd(setting, warning));
        yield config;
      }
    };
  }

  /** Says why a machine of this pool could get no user-data. */
  void tryOut(Setting<?> setting, MachineBootstrap bootstrap, String pool) {
    if (bootstrap.boot(new JoiningMachine("ci-runner-0a1b2c3d", pool, null, null, null), null)
        instanceof Boot.Refused(var why)) {
      values.problem(setting, "cannot be used: " + why, "Make it smaller.");
    }
  }
}
