package io.github.ciautoscaler.settings;

import io.github.ciautoscaler.fleet.Secret;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whose the machines are, who may interfere, and what is written where. */
public final class OperateKeys {

  /** What Hetzner and Kubernetes take as the value of a label. */
  private static final Pattern LABEL_VALUE =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");

  /** The original starts with any text here, so a wrong one costs no more than the metrics. */
  public static final Setting<String> PUSHGATEWAY_URL =
      Setting.original(
              "PUSHGATEWAY_URL",
              Urls.UNCHECKED,
              "The Prometheus Pushgateway that the metrics are pushed to after every pass. Without"
                  + " it nothing is pushed; `/actuator/prometheus` can always be scraped.")
          .fromTheNextStart();

  public static final Setting<LogLevel> RUST_LOG =
      Setting.original(
          "RUST_LOG",
          new Type<>(
              Kind.TEXT,
              LogLevel.INFO,
              (text, remarks) ->
                  RustLog.level(text)
                      .or(() -> {
                        remarks.odd("names no level that we understand; info is used");
                        return Optional.of(LogLevel.INFO);
                      })),
          "Understood where LOG_LEVEL is not set: the level of `gitea_ci_autoscaler`, else the bare"
              + " one.");

  public static final Setting<String> INSTALLATION_ID =
      Setting.ours(
              "INSTALLATION_ID",
              Texts.TEXT.then(OperateKeys::asLabel),
              "Marks the servers that are ours. Without it: a hash of the cluster's CA"
                  + " certificate.")
          .fromTheNextStart();

  public static final Setting<Boolean> ADOPT_UNOWNED =
      Setting.ours(
              "ADOPT_UNOWNED",
              Texts.FLAG,
              "Whether servers with the original's label alone are adopted even without a Node in"
                  + " this cluster.")
          .byDefault("false");

  public static final Setting<Secret> ADMIN_TOKEN =
      Setting.ours(
          "ADMIN_TOKEN",
          Secrets.TOKEN,
          "What `POST` and `DELETE` on the API must show as bearer token. Without it they answer"
              + " 403; in the sandbox they are open then.");

  public static final Setting<List<Secret>> OPERATOR_TOKENS =
      Setting.ours(
          "OPERATOR_TOKENS",
          Secrets.ROTATED,
          "More tokens that may write, beside ADMIN_TOKEN. Each of several counts, one on a line or"
              + " with commas between: one for each person, or the next beside the former.");

  public static final Setting<List<Secret>> VIEWER_TOKENS =
      Setting.ours(
          "VIEWER_TOKENS",
          Secrets.ROTATED,
          "Tokens that may read where READS_NEED_TOKEN is set, and never write. Each of several"
              + " counts.");

  public static final Setting<Boolean> READS_NEED_TOKEN =
      Setting.ours(
              "READS_NEED_TOKEN",
              Texts.FLAG,
              "Whether the API and the page answer only who shows a viewer's or an operator's"
                  + " token. Probes, metrics and the OpenAPI document stay open.")
          .byDefault("false");

  public static final Setting<Boolean> DRY_RUN =
      Setting.ours("DRY_RUN", Texts.FLAG, "Decides and reports, and writes nothing anywhere.")
          .byDefault("false");

  public static final Setting<LogFormat> LOG_FORMAT =
      Setting.ours(
              "LOG_FORMAT",
              Texts.choice(LogFormat.AUTO),
              "`text`, `json`, or `auto`: text on a terminal and in the sandbox, JSON otherwise.")
          .byDefault("auto")
          .fromTheNextStart();

  public static final Setting<LogLevel> LOG_LEVEL =
      Setting.ours(
          "LOG_LEVEL",
          Texts.choice(LogLevel.INFO),
          "`trace`, `debug`, `info`, `warn`, `error` or `off`. Without it: what RUST_LOG says, else"
              + " `info`.");

  static final List<Setting<?>> ALL =
      List.of(
          PUSHGATEWAY_URL,
          RUST_LOG,
          INSTALLATION_ID,
          ADOPT_UNOWNED,
          ADMIN_TOKEN,
          OPERATOR_TOKENS,
          VIEWER_TOKENS,
          READS_NEED_TOKEN,
          DRY_RUN,
          LOG_FORMAT,
          LOG_LEVEL);

  private OperateKeys() {}

  private static String asLabel(String id, Remarks remarks) {
    if (!LABEL_VALUE.matcher(id).matches()) {
      remarks.wrong(
          "is " + remarks.shown(id) + ", which cannot be the value of a label",
          "Use at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends.");
    }
    return id;
  }
}
