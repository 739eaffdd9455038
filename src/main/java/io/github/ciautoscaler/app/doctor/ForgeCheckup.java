package io.github.ciautoscaler.app.doctor;

import io.github.ciautoscaler.api.Doctor.Finding;
import io.github.ciautoscaler.fleet.ForgeInfo;
import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Reading.Trouble;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.forge.JoinedForge;
import io.github.ciautoscaler.reconcile.Forge;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Whether the forge answers, what it is, and whether the token may see what it must. */
final class ForgeCheckup {

  private final Forge forge;
  private final URI url;
  private final List<JoinedForge.Part> scopes;

  ForgeCheckup(Forge forge, URI url, List<JoinedForge.Part> scopes) {
    this.forge = forge;
    this.url = url;
    this.scopes = scopes;
  }

  List<Finding> examine() {
    List<Finding> found = new ArrayList<>();
    Reading<ForgeInfo> described = forge.describe();
    found.add(
        Read.of("forge", described, this::version, trouble -> mend(trouble, ForgeScope.ADMIN)));
    boolean hidesRunners =
        described instanceof Reading.Complete<ForgeInfo>(var info, _)
            && !info.can(Capability.RUNNER_LIST);
    scopes.forEach(part -> found.addAll(examine(part, hidesRunners)));
    return found;
  }

  private static List<Finding> examine(JoinedForge.Part part, boolean hidesRunners) {
    String of = part.scope().isAdmin() ? "" : " " + part.scope();
    Function<Trouble, String> mend = trouble -> mend(trouble, part.scope());
    return List.of(
        Read.of(
            "forge jobs" + of,
            part.forge().queued(),
            jobs -> Finding.ok("forge jobs" + of, jobs.size() + " queued jobs."),
            mend),
        Read.of(
            "forge runners" + of,
            part.forge().runners(),
            rows ->
                hidesRunners ? hidden("forge runners" + of) : runners("forge runners" + of, rows),
            mend));
  }

  private Finding version(ForgeInfo info) {
    String seen = info.flavour() + " " + info.version() + " at " + url + ".";
    if (!info.can(Capability.EVERY_RUNNER)) {
      seen += " It shows the runners of FORGE_SCOPES alone; others' machines are not taken back.";
    }
    if (!info.can(Capability.JOB_LIST)) {
      return Finding.fails("forge", seen + " It lists no jobs.", "Update it.");
    }
    return info.can(Capability.DISABLE_RUNNER)
        ? Finding.ok("forge", seen)
        : Finding.warns("forge", seen + " It cannot disable runners.", withoutDisable(info));
  }

  /** No Forgejo can. */
  private static String withoutDisable(ForgeInfo info) {
    return info.flavour().equals("forgejo")
        ? "Give runner pods a terminationGracePeriodSeconds as long as your jobs take, and the"
            + " runner a shutdown_timeout below it: a job that slips in then comes to its end."
        : "Gitea 1.26 can: then no job is lost when a machine goes.";
  }

  private static Finding hidden(String check) {
    return Finding.ok(
        check, "It lists none: each runner pod counts as one, with the labels of its pool.");
  }

  private static Finding runners(String check, List<Runner> runners) {
    long online = runners.stream().filter(Runner::online).count();
    return Finding.ok(check, runners.size() + " runners, " + online + " online.");
  }

  private static String mend(Trouble trouble, ForgeScope scope) {
    return switch (trouble) {
      case UNAUTHORIZED ->
          "The token is wrong: set GITEA_ADMIN_TOKEN"
              + (scope.isAdmin() ? "." : ", or " + scope + "=TOKEN in FORGE_SCOPE_TOKENS.");
      case FORBIDDEN -> right(scope);
      case UNSUPPORTED -> "Update the forge: it lacks this call.";
      case RATE_LIMITED -> "Ask less often: raise POLL_INTERVAL_SECS.";
      case TIMED_OUT, UNREACHABLE -> "Check GITEA_API_URL, the network, proxies and certificates.";
      case GARBLED -> "Check that GITEA_API_URL is the forge's own address.";
    };
  }

  private static String right(ForgeScope scope) {
    String see = " Check that FORGE_SCOPES names it right; see docs/forge.md.";
    return switch (scope.kind()) {
      case ADMIN -> "Give the token the scope write:admin, of a user who is a site admin.";
      case ORG -> "Give the token write:organization, of an owner of the organisation." + see;
      case USER -> "Give the token write:user, of that user." + see;
      case REPO -> "Give the token write:repository, of an administrator of it." + see;
    };
  }
}
