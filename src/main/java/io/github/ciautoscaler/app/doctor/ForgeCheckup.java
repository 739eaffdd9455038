package io.github.ciautoscaler.app.doctor;

import io.github.ciautoscaler.api.Doctor.Finding;
import io.github.ciautoscaler.fleet.ForgeInfo;
import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.Reading.Trouble;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.reconcile.Forge;
import java.net.URI;
import java.util.List;

/** Whether the forge answers, what it is, and whether the token may see what it must. */
final class ForgeCheckup {

  private final Forge forge;
  private final URI url;

  ForgeCheckup(Forge forge, URI url) {
    this.forge = forge;
    this.url = url;
  }

  List<Finding> examine() {
    return List.of(
        Read.of("forge", forge.describe(), this::version, this::mend),
        Read.of(
            "forge jobs",
            forge.queued(),
            jobs -> Finding.ok("forge jobs", jobs.size() + " queued jobs."),
            this::mend),
        Read.of("forge runners", forge.runners(), ForgeCheckup::runners, this::mend));
  }

  private Finding version(ForgeInfo info) {
    String seen = info.flavour() + " " + info.version() + " at " + url + ".";
    if (!info.can(Capability.JOB_LIST)) {
      return Finding.fails("forge", seen + " It lists no jobs.", "Update it.");
    }
    return info.can(Capability.DISABLE_RUNNER)
        ? Finding.ok("forge", seen)
        : Finding.warns(
            "forge",
            seen + " It cannot disable runners.",
            "Gitea 1.26 can: then no job is lost when a machine goes.");
  }

  private static Finding runners(List<Runner> runners) {
    long online = runners.stream().filter(Runner::online).count();
    return Finding.ok("forge runners", runners.size() + " runners, " + online + " online.");
  }

  private String mend(Trouble trouble) {
    return switch (trouble) {
      case UNAUTHORIZED -> "The token is wrong: set GITEA_ADMIN_TOKEN.";
      case FORBIDDEN -> "Give the token the scope write:admin, of a user who is a site admin.";
      case UNSUPPORTED -> "Update the forge: it lacks this call.";
      case RATE_LIMITED -> "Ask less often: raise POLL_INTERVAL_SECS.";
      case TIMED_OUT, UNREACHABLE -> "Check GITEA_API_URL, the network, proxies and certificates.";
      case GARBLED -> "Check that GITEA_API_URL is the forge's own address.";
    };
  }
}
