package io.github.ciautoscaler.settings;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What only the sandbox reads, and the clock that a process beside it lives by. */
public final class SandboxKeys {

  private static final Pattern FORGE =
      Pattern.compile("gitea-(1(?=\\.2[5-9]\\b)|[2-9]\\d)((?:\\.\\d{1,3}){0,2})");

  private static final Pattern FORGEJO =
      Pattern.compile("forgejo-(1[1-7])(?:\\.0(?:\\.(\\d{1,3}))?)?");

  /** What each Forgejo says of its likeness to Gitea. */
  private static final String AS_GITEA = "+gitea-1.22.0";

  /** The newest of a version that many run. */
  private static final Map<String, String> NEWEST = Map.of("11", "15", "15", "9");

  public static final Setting<URI> AUTOSCALER_CLOCK_URL =
      Setting.ours(
              "AUTOSCALER_CLOCK_URL",
              Urls.URL.then(SandboxKeys::onLoopback),
              "A sandbox's clock that this process lives by. Loopback only; never set it in"
                  + " production.")
          .fromTheNextStart();

  public static final Setting<Boolean> SANDBOX_AUTOSCALER =
      Setting.ours(
              "SANDBOX_AUTOSCALER",
              Texts.FLAG,
              "`off` starts its world alone, for another process.")
          .byDefault("on")
          .fromTheNextStart();

  public static final Setting<Double> SANDBOX_SPEED =
      Setting.ours(
              "SANDBOX_SPEED", Numbers.FACTOR, "How many times faster than ours its time runs.")
          .byDefault("60")
          .fromTheNextStart();

  public static final Setting<Long> SANDBOX_SEED =
      Setting.ours("SANDBOX_SEED", Numbers.ANY, "Picks its jobs: the same seed, the same jobs.")
          .byDefault("1")
          .fromTheNextStart();

  /** Its version as it says itself. */
  public static final Setting<String> SANDBOX_FORGE =
      Setting.ours(
              "SANDBOX_FORGE",
              new Type<>(Kind.TEXT, "1.26.3", SandboxKeys::version),
              "What its forge says it is, as `gitea-28` or `forgejo-15`.")
          .byDefault("gitea-1.26.3")
          .fromTheNextStart();

  public static final Setting<SandboxScenario> SANDBOX_SCENARIO =
      Setting.ours(
              "SANDBOX_SCENARIO",
              Texts.choice(SandboxScenario.STANDARD),
              "What it shows: `"
                  + Stream.of(SandboxScenario.values())
                      .map(SandboxScenario::word)
                      .collect(Collectors.joining("`, `"))
                  + "`. `/sandbox/scenarios` says what each is.")
          .byDefault("standard")
          .fromTheNextStart();

  static final List<Setting<?>> ONLY_THERE =
      List.of(SANDBOX_AUTOSCALER, SANDBOX_SCENARIO, SANDBOX_SPEED, SANDBOX_SEED, SANDBOX_FORGE);

  private SandboxKeys() {}

  private static URI onLoopback(URI clock, Remarks remarks) {
    if (!Urls.isLoopback(clock)) {
      remarks.wrong(
          "is not on loopback",
          "Unset it. It is for a sandbox on this machine, as in http://127.0.0.1:8081/...");
    }
    return clock;
  }

  private static Optional<String> version(String text, Remarks remarks) {
    Matcher forgejo = FORGEJO.matcher(text);
    if (forgejo.matches()) {
      String major = forgejo.group(1);
      String patch = forgejo.group(2) == null ? NEWEST.getOrDefault(major, "0") : forgejo.group(2);
      return Optional.of(major + ".0." + patch + AS_GITEA);
    }
    Matcher named = FORGE.matcher(text);
    if (!named.matches()) {
      return remarks.wrong(
          "is no forge that is simulated",
          "Use gitea- and a version from 1.25 on, as in gitea-1.26.3 or gitea-28, or forgejo- and"
              + " one from 11 to 17.");
    }
    String rest = named.group(2);
    String three = rest.isEmpty() ? ".0.0" : rest.matches("\\.\\d+") ? rest + ".0" : rest;
    return Optional.of(named.group(1) + three);
  }
}
