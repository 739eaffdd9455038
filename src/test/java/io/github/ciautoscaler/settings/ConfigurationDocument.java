package io.github.ciautoscaler.settings;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The page about the configuration, made from the declarations of the settings. */
final class ConfigurationDocument {

  private static final String INTRODUCTION =
      """
      # Configuration

      <!-- Made from the declarations in the settings room: do not edit. ConfigurationDocumentTest says how to make it anew. -->

      Four variables are required: `HETZNER_API_TOKEN`, `GITEA_ADMIN_TOKEN`, `GITEA_API_URL` and, where machines
      join a K3s or RKE2 cluster, `CLUSTER_SECRET`. Everything else has a default.

      * Every variable `X` also works as `X_FILE`: the path of a file with the value (one newline at
        its end is left out). The file is read again when it changes, and when a call answers 401.
        The new value holds from the next pass (tokens, secrets and the log's level: within 5 s).
        What cannot change under a running process needs a restart, which a warning says then; the
        tables below name it.
        A file that becomes unreadable, empty or wrong changes nothing; a warning names the file and
        how to mend it.
      * Every variable also works as a property: in YAML (`./config/application.yml`, or where
        `spring.config.additional-location` points), as a system property, or as a command-line
        argument, for example `--autoscaler.max-nodes=3`. A key that we do not know stops the start.
      * A YAML file that the start read is followed too, as a whole: once it has not changed for some
        seconds, the next pass goes by it. One that is wrong, empty, half written or gone changes nothing.
        The log, `configuration` in `/api/status` and `autoscaler_config_reload_failed` tell what is wrong,
        where, and how to mend it; that a value needs a restart is told in the same places.
      * Two different values for one thing, from aliases or from several sources, stop the start.
        Only command-line arguments win over everything else. Defaults never conflict.
      * A wrong configuration stops the start with all problems at once, each with where the value
        came from and how to mend it. An odd value starts with a warning.
      * An empty secret and an empty number of the original's are refused; `K3S_AGENT_ARGS` may be empty;
        any other empty variable counts as not set.
      * Flags take `true` and `false` (also `1`/`0`, `on`/`off`, `yes`/`no`). Lists are written with
        commas, in YAML also as lists.
      * The port of the HTTP API is Spring Boot's `SERVER_PORT` (default 8080).
      """;

  private static final String SURROUNDINGS =
      """

      ## Of the surroundings

      Read from the environment as other programs read them; not as `X_FILE`, nor in YAML. Capitals and
      small letters that say different things stop the start.

      | Variable | What it means |
      |---|---|
      | `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` | `http://[user:password@]host:port`, or `https://...`, of a proxy for Gitea, Hetzner and the Pushgateway; `ALL_PROXY` where the one for the scheme is not set. Others, such as `socks5://`, are refused. |
      | `NO_PROXY` | Names, domains, addresses and CIDR ranges that are reached directly, with commas; `*` for all. Loopback always is. |
      | `SSL_CERT_FILE`, `SSL_CERT_DIR` | PEM certificates that are trusted in the place of the system's; read again when they change. |
      | `KUBECONFIG` | Where the cluster is described. Without it: `~/.kube/config`, else the pod's service account, else the start fails. |
      """;

  private static final String POOLS =
      """

      ## Pools

      In YAML only, one object for each pool: `autoscaler.pools[0].name` and so on; [pools.md](pools.md) shows whole
      files. Without any, the settings above make one pool, `default`. All of it is followed: no key needs a restart.

      | Key | Type | Default | What it means |
      |---|---|---|---|
      """;

  private static final String CAPACITY =
      """

      ### Warm capacity of a pool

      A list in each pool, `autoscaler.pools[0].capacity[0].idle-count` and so on. Of several entries whose period it is,
      the last one holds; outside of all of them nothing is held ready.

      | Key | Type | Default | What it means |
      |---|---|---|---|
      """;

  private static final String FILES =
      """

      ### Files that a pool adds

      A list in each pool, `autoscaler.pools[0].files[0].path` and so on; [bootstraps.md](bootstraps.md) says when they
      are written.

      | Key | Type | Default | What it means |
      |---|---|---|---|
      """;

  private ConfigurationDocument() {}

  static String markdown() {
    return INTRODUCTION
        + "\n## As the original has them\n\n"
        + table(Setting::isOfTheOriginal)
        + "\n## Ours beside them\n\n"
        + table(setting -> !setting.isOfTheOriginal())
        + POOLS
        + PoolKeys.POOLS.element().settings().stream()
            .map(ConfigurationDocument::field)
            .collect(Collectors.joining())
        + CAPACITY
        + CapacityKeys.ENTRIES.element().settings().stream()
            .map(ConfigurationDocument::field)
            .collect(Collectors.joining())
        + FILES
        + AdditionKeys.FILES.element().settings().stream()
            .map(ConfigurationDocument::field)
            .collect(Collectors.joining())
        + SURROUNDINGS;
  }

  private static String table(Predicate<Setting<?>> which) {
    return """
    | Variable | Property | Type | Default | A change of its file | What it means |
    |---|---|---|---|---|---|
    """
        + AllSettings.SCHEMA.settings().stream()
            .filter(which)
            .map(ConfigurationDocument::row)
            .collect(Collectors.joining());
  }

  private static String row(Setting<?> setting) {
    List<String> names = setting.variables().stream().map(name -> "`" + name + "`").toList();
    List<String> cells =
        List.of(
            String.join(", or ", names),
            "`" + KeyPath.ROOT.child(setting.key()) + "`",
            setting.type().word(),
            defaultOf(setting),
            setting.needsRestart() ? "needs a restart" : "is followed",
            setting.meaning() + (setting.kind() == Kind.SECRET ? " A secret." : ""));
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String field(Setting<?> setting) {
    List<String> cells =
        List.of(
            "`" + setting.key() + "`",
            setting.type().word(),
            defaultOf(setting),
            setting.meaning());
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String defaultOf(Setting<?> setting) {
    if (setting.isRequired()) {
      return "**required**";
    }
    return setting.defaultValue() == null ? "none" : "`" + setting.defaultValue() + "`";
  }
}
