package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.settings.AllSettings;
import io.github.ciautoscaler.settings.Choice;
import io.github.ciautoscaler.settings.CloudKeys;
import io.github.ciautoscaler.settings.Findings;
import io.github.ciautoscaler.settings.ForgeKeys;
import io.github.ciautoscaler.settings.Given;
import io.github.ciautoscaler.settings.Given.Rank;
import io.github.ciautoscaler.settings.JoinKeys;
import io.github.ciautoscaler.settings.Kind;
import io.github.ciautoscaler.settings.Problem;
import io.github.ciautoscaler.settings.Setting;
import io.github.ciautoscaler.settings.Tree;
import io.github.ciautoscaler.settings.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
  private static final Map<Setting<?>, String> SANDBOX_DEFAULTS =
      Map.of(
          CloudKeys.HETZNER_API_TOKEN, "sandbox",
          ForgeKeys.GITEA_ADMIN_TOKEN, "sandbox",
          JoinKeys.CLUSTER_SECRET, "sandbox",
          ForgeKeys.GITEA_API_URL, "http://127.0.0.1:1",
          CloudKeys.HCLOUD_ENDPOINT, "http://127.0.0.1:1/v1");

  private SettingsLoader() {}

  /**
   * @param settings to be used only where there are no problems
   * @param warnings sentences about odd values
   * @param named what the owner set beside the original's environment, as spelled there; no values
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
    return interpret(SpringSource.tree(environment), isSandbox(environment));
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

  /** Whether somebody says what pools there are. */
  public static boolean hasPools(ConfigurableEnvironment environment) {
    return SpringSource.tree(environment).values().stream()
        .anyMatch(given -> given.at().toString().startsWith("autoscaler.pools"));
  }

  /**
   * The credentials of real systems that somebody set, each with where it came from: the sandbox
   * refuses to start beside them.
   */
  public static List<String> credentialsIn(ConfigurableEnvironment environment) {
    return SpringSource.tree(environment).values().stream()
        .filter(given -> given.setting().kind() == Kind.SECRET && given.setting().isRequired())
        .map(given -> given.name() + " (from " + given.origin().place() + ")")
        .toList();
  }

  static Loaded interpret(Tree tree, boolean sandbox) {
    Choice choice = Choice.of(tree);
    Findings findings = new Findings();
    Values values = Values.of(tree, choice, sandbox ? SANDBOX_DEFAULTS : Map.of(), findings);
    Settings settings = new SettingsReader(values).settings();
    List<Problem> problems = new ArrayList<>(tree.problems());
    problems.addAll(choice.problems());
    problems.addAll(findings.problems());
    List<String> warnings = new ArrayList<>(emptied(tree));
    warnings.addAll(findings.warnings());
    return new Loaded(settings, problems, warnings, named(choice, sandbox), sandbox);
  }

  /** The original would have used an empty text as it is, which serves nobody. */
  private static List<String> emptied(Tree tree) {
    return tree.values().stream()
        .filter(Given::isEmptyAndMeansUnset)
        .flatMap(one -> inPlaceOf(one.setting()).map(used -> one.name() + " is empty; " + used))
        .toList();
  }

  private static Stream<String> inPlaceOf(Setting<?> setting) {
    if (setting.equals(JoinKeys.HCLOUD_CLOUD_INIT)) {
      return Stream.of("the generated user-data is used");
    }
    return Stream.ofNullable(setting.defaultValue()).map(value -> value + " is used");
  }

  private static List<String> named(Choice choice, boolean sandbox) {
    return choice.chosen().values().stream()
        .filter(given -> given.origin().rank() != Rank.PACKAGED)
        .filter(given -> sandbox || !AllSettings.isForTheSandbox(given.setting()))
        .filter(given ->
            !given.setting().isOfTheOriginal() || !given.name().equals(given.setting().name()))
        .map(Given::name)
        .toList();
  }
}
