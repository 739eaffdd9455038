package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.bootstrap.AgentArgs;
import io.github.ciautoscaler.bootstrap.OwnUserData;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.settings.Setting;
import io.github.ciautoscaler.settings.Values;
import org.jspecify.annotations.Nullable;

/** Checks what a new machine boots with, of the whole fleet or of one pool. */
record BootReader(Values values) {

  /** Each finding is one sentence, "what: mend". */
  void checkAgentArgs(Setting<?> setting, String args) {
    for (String error : AgentArgs.check(args).errors()) {
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
    String base64 = values.find(setting).orElse(null);
    if (base64 == null) {
      return null;
    }
    return switch (OwnUserData.check(base64)) {
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
}
