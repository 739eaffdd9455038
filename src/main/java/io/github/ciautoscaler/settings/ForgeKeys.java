package io.github.ciautoscaler.settings;

import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.fleet.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Where the forge is, and how it is asked. */
public final class ForgeKeys {

  private static final Duration FASTEST = Duration.ofSeconds(1);

  /** What is older than 30 s removes no machine. */
  private static final Duration SLOWEST = Duration.ofSeconds(25);

  public static final Setting<URI> GITEA_API_URL =
      Setting.original(
              "GITEA_API_URL",
              Urls.URL.then(
                  (url, remarks) -> URI.create(url.toString().replaceFirst("/+api/v1$", ""))),
              "Where Gitea or Forgejo is, sub-path included; a `/` or `/api/v1` at its end does no"
                  + " harm.")
          .required()
          .fromTheNextStart();

  public static final Setting<Secret> GITEA_ADMIN_TOKEN =
      Setting.original(
              "GITEA_ADMIN_TOKEN",
              Secrets.TOKEN,
              "Gitea or Forgejo access token of an administrator; it may read jobs, and read and"
                  + " change runners. It is used for each scope of FORGE_SCOPES that has none of"
                  + " its own in FORGE_SCOPE_TOKENS.")
          .alias("FORGE_TOKEN")
          .required();

  public static final Setting<List<ForgeScope>> FORGE_SCOPES =
      Setting.ours(
              "FORGE_SCOPES",
              Scopes.SEVERAL,
              "Whose jobs and runners are looked at: `admin` (the whole forge), `org:NAME`,"
                  + " `user:NAME`, `repo:OWNER/NAME`, with commas between several; see"
                  + " [forge.md](forge.md). Without `admin` a machine whose runner is registered"
                  + " elsewhere is never taken back.")
          .byDefault("admin")
          .fromTheNextStart();

  public static final Setting<Map<ForgeScope, Secret>> FORGE_SCOPE_TOKENS =
      Setting.ours(
          "FORGE_SCOPE_TOKENS",
          Scopes.TOKENS,
          "Tokens for single scopes, as `org:acme=TOKEN`, one on a line or with commas between."
              + " Where each scope of FORGE_SCOPES has one, GITEA_ADMIN_TOKEN is not needed.");

  public static final Setting<ForgeType> FORGE_TYPE =
      Setting.ours(
              "FORGE_TYPE",
              Texts.choice(ForgeType.AUTO),
              "`auto`, `gitea` or `forgejo`; `auto` asks the forge itself.")
          .byDefault("auto")
          .fromTheNextStart();

  public static final Setting<Duration> GITEA_TIMEOUT_SECS =
      Setting.ours(
              "GITEA_TIMEOUT_SECS",
              Numbers.SECONDS.then(ForgeKeys::bounded),
              "Seconds that the forge may take to answer: 1 to 25.")
          .byDefault("15")
          .fromTheNextStart();

  public static final Setting<List<Secret>> WEBHOOK_SECRET =
      Setting.ours(
          "WEBHOOK_SECRET",
          Secrets.ROTATED,
          "The secret of the forge's webhook, whose deliveries come to `POST /hooks/forge` and wake"
              + " the loop; see [webhook.md](webhook.md). Several with commas between them, or on"
              + " lines, are all valid; the first is the one that"
              + " `POST /api/webhook/install` gives to the forge. Without it no delivery is"
              + " taken.");

  public static final Setting<Duration> POLL_INTERVAL_WITH_HOOK_SECS =
      Setting.ours(
              "POLL_INTERVAL_WITH_HOOK_SECS",
              Numbers.SECONDS.then(ForgeKeys::withHook),
              "Seconds from one pass to the next while the webhook announces each job and nothing"
                  + " is under way: up to 60; never less than POLL_INTERVAL_SECS.")
          .byDefault("30");

  private static final Duration SLOWEST_WITH_HOOK = Duration.ofSeconds(60);

  static final List<Setting<?>> ALL =
      List.of(
          GITEA_API_URL,
          GITEA_ADMIN_TOKEN,
          FORGE_SCOPES,
          FORGE_SCOPE_TOKENS,
          FORGE_TYPE,
          GITEA_TIMEOUT_SECS,
          WEBHOOK_SECRET,
          POLL_INTERVAL_WITH_HOOK_SECS);

  private ForgeKeys() {}

  private static Duration withHook(Duration interval, Remarks remarks) {
    if (interval.compareTo(SLOWEST_WITH_HOOK) > 0) {
      remarks.odd("is taken as 60: a job whose delivery is lost would wait for longer");
      return SLOWEST_WITH_HOOK;
    }
    return interval;
  }

  private static Duration bounded(Duration timeout, Remarks remarks) {
    if (timeout.compareTo(FASTEST) < 0 || timeout.compareTo(SLOWEST) > 0) {
      remarks.odd("is taken as 1 at least and 25 at most: older answers are not trusted");
      return timeout.isZero() ? FASTEST : SLOWEST;
    }
    return timeout;
  }
}
