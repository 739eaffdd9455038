package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.app.settings.Variable.Since;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page about the configuration, made from the table of variables. */
final class ConfigurationDocument {

  private static final String INTRODUCTION =
      """
      # Configuration

      <!-- Made from Variable.java: do not edit. ConfigurationDocumentTest says how to make it anew. -->

      Four variables are required: `HETZNER_API_TOKEN`, `GITEA_ADMIN_TOKEN`, `CLUSTER_SECRET` and
      `GITEA_API_URL`. Everything else has a default.

      * Every variable `X` also works as `X_FILE`: the path of a file with the value (one newline at
        its end is left out). The file is read again when it changes, and when a call answers 401.
        The new value holds from the next pass (tokens, secrets and the log's level: within 5 s).
        What cannot change under a running process holds from the next start, which a warning says:
        NEXT_START.
        A file that becomes unreadable, empty or wrong changes nothing; a warning names the file and
        how to mend it.
      * Every variable also works as a property: in YAML (`./config/application.yml`, or where
        `spring.config.additional-location` points), as a system property, or as a command-line
        argument, for example `--autoscaler.max-nodes=3`. A key that we do not know stops the start.
      * Two different values for one thing, from aliases or from several sources, stop the start.
        Only command-line arguments win over everything else. Defaults never conflict.
      * A wrong configuration stops the start with all problems at once, each with where the value
        came from and how to mend it. An odd value starts with a warning.
      * An empty secret and an empty number of the seed's are refused; `K3S_AGENT_ARGS` may be empty;
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

  private ConfigurationDocument() {}

  static String markdown() {
    return INTRODUCTION.replace("NEXT_START", nextStart())
        + "\n## As the seed has them\n\n"
        + table(Since.SEED)
        + "\n## Ours beside them\n\n"
        + table(Since.OURS)
        + SURROUNDINGS;
  }

  private static String nextStart() {
    return Stream.of(Variable.values())
        .filter(NextStart::holds)
        .filter(variable -> !variable.isForTheSandbox())
        .map(variable -> "`" + variable + "`")
        .collect(Collectors.joining(", "));
  }

  private static String table(Since since) {
    return """
    | Variable | Property | Default | What it means |
    |---|---|---|---|
    """
        + Stream.of(Variable.values())
            .filter(variable -> variable.since() == since)
            .map(ConfigurationDocument::row)
            .collect(Collectors.joining());
  }

  private static String row(Variable variable) {
    String names =
        variable.names().stream()
            .map(name -> "`" + name + "`")
            .collect(Collectors.joining(", or "));
    return "| "
        + String.join(
            " | ",
            names,
            "`" + variable.key() + "`",
            defaultOf(variable),
            variable.doc() + (variable.kind() == Variable.Kind.SECRET ? " A secret." : ""))
        + " |\n";
  }

  private static String defaultOf(Variable variable) {
    if (variable.required()) {
      return "**required**";
    }
    return variable.defaultValue() == null ? "none" : "`" + variable.defaultValue() + "`";
  }
}
