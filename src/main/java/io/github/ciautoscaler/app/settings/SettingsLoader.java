package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.app.settings.Given.Rank;
import io.github.ciautoscaler.app.settings.Resolver.Resolution;
import io.github.ciautoscaler.app.settings.SettingsParser.Parsed;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;

/** From Spring's environment to checked settings, in one go. */
public final class SettingsLoader {

  /** The profile in which nothing is required, because the sandbox brings its own. */
  public static final String SANDBOX = "sandbox";

  /**
   * What holds in the sandbox where nobody said otherwise. It reaches nothing: without it a value
   * that was forgotten would mean the real Hetzner.
   */
  private static final Map<Variable, String> SANDBOX_DEFAULTS =
      Map.of(
          Variable.HETZNER_API_TOKEN, "sandbox",
          Variable.GITEA_ADMIN_TOKEN, "sandbox",
          Variable.CLUSTER_SECRET, "sandbox",
          Variable.GITEA_API_URL, "http://127.0.0.1:1",
          Variable.HCLOUD_ENDPOINT, "http://127.0.0.1:1/v1");

  private SettingsLoader() {}

  /**
   * @param settings to be used only where there are no problems
   * @param warnings sentences about odd values
   * @param named what the owner set beside the seed's environment, as spelled there; no values
   */
  record Loaded(
      Settings settings,
      List<Problem> problems,
      List<String> warnings,
      List<String> named,
      boolean sandbox) {

    Settings orThrow() {
      if (!problems.isEmpty()) {
        throw new SettingsException(problems);
      }
      return settings;
    }
  }

  /** Checked settings. */
  public static Settings load(ConfigurableEnvironment environment) {
    return read(environment).orThrow();
  }

  /** Never throws, whatever the environment says. */
  static Loaded read(ConfigurableEnvironment environment) {
    return interpret(GivenValues.in(environment), isSandbox(environment));
  }

  /** How to log, also where the rest of the configuration is wrong. */
  public static Settings.Logging logging(ConfigurableEnvironment environment) {
    return read(environment).settings().logging();
  }

  /** What concerns the sandbox, also where the rest of the configuration is wrong. */
  public static Settings.Sandbox sandbox(ConfigurableEnvironment environment) {
    return read(environment).settings().sandbox();
  }

  public static boolean isSandbox(ConfigurableEnvironment environment) {
    return environment.acceptsProfiles(Profiles.of(SANDBOX));
  }

  /**
   * The credentials of real systems that somebody set, each with where it came from: the sandbox
   * refuses to start beside them.
   */
  public static List<String> credentialsIn(ConfigurableEnvironment environment) {
    return GivenValues.in(environment).values().stream()
        .filter(given -> given.variable().kind() == Variable.Kind.SECRET)
        .filter(given -> given.variable().required())
        .map(given -> given.name() + " (from " + given.origin() + ")")
        .toList();
  }

  static Loaded interpret(GivenValues given, boolean sandbox) {
    Resolution resolution = Resolver.resolve(given);
    Map<Variable, String> texts = defaults(sandbox);
    resolution.chosen().forEach((variable, value) -> texts.put(variable, value.value()));
    Parsed parsed = SettingsParser.parse(bind(texts), resolution.chosen(), given.unreadable());
    List<Problem> problems = new ArrayList<>(given.problems());
    problems.addAll(resolution.problems());
    problems.addAll(parsed.problems());
    List<String> warnings = new ArrayList<>(emptied(given));
    warnings.addAll(parsed.warnings());
    return new Loaded(parsed.settings(), problems, warnings, named(resolution, sandbox), sandbox);
  }

  private static Map<Variable, String> defaults(boolean sandbox) {
    Map<Variable, String> texts = new EnumMap<>(Variable.class);
    for (Variable variable : Variable.values()) {
      String value = variable.defaultValue();
      if (value != null) {
        texts.put(variable, value);
      }
    }
    if (sandbox) {
      texts.putAll(SANDBOX_DEFAULTS);
    }
    return texts;
  }

  /** No placeholders: a ${...} in a value stays as it is. */
  private static RawSettings bind(Map<Variable, String> texts) {
    Map<String, String> properties = new HashMap<>();
    texts.forEach((variable, text) -> properties.put(variable.key(), text));
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("autoscaler", RawSettings.class);
  }

  /** The seed would have used an empty text as it is, which serves nobody. */
  private static List<String> emptied(GivenValues given) {
    return given.values().stream()
        .filter(Given::isEmptyAndMeansUnset)
        .flatMap(one -> inPlaceOf(one.variable()).map(used -> one.name() + " is empty; " + used))
        .toList();
  }

  private static Stream<String> inPlaceOf(Variable variable) {
    if (variable == Variable.HCLOUD_CLOUD_INIT) {
      return Stream.of("the generated user-data is used");
    }
    return Stream.ofNullable(variable.defaultValue()).map(value -> value + " is used");
  }

  private static List<String> named(Resolution resolution, boolean sandbox) {
    return resolution.chosen().values().stream()
        .filter(given -> given.rank() != Rank.PACKAGED)
        .filter(given -> sandbox || !given.variable().isForTheSandbox())
        .filter(given ->
            given.variable().since() == Variable.Since.OURS
                || !given.name().equals(given.variable().name()))
        .map(Given::name)
        .toList();
  }
}
