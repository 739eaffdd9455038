package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.bootstrap.AgentArgs;
import io.github.ciautoscaler.bootstrap.OwnUserData;
import io.github.ciautoscaler.bootstrap.TalosConfig;
import io.github.ciautoscaler.bootstrap.TemplateBootstrap;
import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.JoiningMachine;
import io.github.ciautoscaler.fleet.MachineBootstrap;
import io.github.ciautoscaler.fleet.MachineBootstrap.Boot;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.settings.Nearness;
import io.github.ciautoscaler.settings.Setting;
import io.github.ciautoscaler.settings.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /** Null where it cannot be read, or asks for what nobody knows, which is said. */
  @Nullable Secret template(Setting<String> setting) {
    switch (OwnUserData.template(values.get(setting))) {
      case OwnUserData.Useless(var what, var mend) -> values.problem(setting, what, mend);
      case OwnUserData.Usable(var text, var _) -> {
        List<String> unknown = TemplateBootstrap.unknownIn(text);
        unknown.forEach(name -> unknownPlaceholder(setting, name));
        return unknown.isEmpty() ? text : null;
      }
    }
    return null;
  }

  private void unknownPlaceholder(Setting<?> setting, String name) {
    values.problem(
        setting,
        "has {{" + name + "}}, which nobody fills in",
        "Did you mean {{"
            + Nearness.nearest(name, TemplateBootstrap.PLACEHOLDERS)
            + "}}? There are "
            + String.join(", ", TemplateBootstrap.PLACEHOLDERS)
            + ".");
  }

  /** Says what is wrong or odd with what a machine of this pool would be sent. */
  void tryOut(Setting<?> setting, TemplateBootstrap template, String pool) {
    switch (template.tried(pool)) {
      case OwnUserData.Useless(var what, var mend) -> values.problem(setting, what, mend);
      case OwnUserData.Usable(var _, var warnings) ->
          warnings.forEach(warning -> values.odd(setting, warning));
    }
  }

  /**
   * Why a machine of this pool could get no user-data in a cluster of this version; empty where it
   * could.
   */
  static Optional<String> whyNone(MachineBootstrap bootstrap, String pool, String version) {
    ClusterInfo cluster =
        new ClusterInfo(
            version,
            "ab".repeat(32),
            List.of("ab".repeat(32)),
            Set.of(ClusterInfo.Permission.values()),
            Map.of());
    JoiningMachine machine =
        new JoiningMachine("ci-runner-0a1b2c3d", pool, cluster, List.of("10.0.0.2"), "abcdef");
    return switch (bootstrap.boot(machine, new Secret("0123456789abcdef"))) {
      case Boot.Refused(var why) -> Optional.of(why);
      case Boot.NotYet(var _) -> Optional.empty();
      case Boot.With(var userData) -> readBack(userData);
    };
  }

  private static Optional<String> readBack(Secret userData) {
    return OwnUserData.check(userData.reveal()) instanceof OwnUserData.Useless(var what, var _)
        ? Optional.of("what is made of it " + what)
        : Optional.empty();
  }

  /** Says why a machine of this pool could get no user-data. */
  void tryOut(Setting<?> setting, MachineBootstrap bootstrap, String pool) {
    if (bootstrap instanceof TemplateBootstrap template) {
      tryOut(setting, template, pool);
    } else if (bootstrap.boot(
            new JoiningMachine("ci-runner-0a1b2c3d", pool, null, List.of(), null), null)
        instanceof Boot.Refused(var why)) {
      values.problem(setting, "cannot be used: " + why, "Make it smaller.");
    }
  }
}
