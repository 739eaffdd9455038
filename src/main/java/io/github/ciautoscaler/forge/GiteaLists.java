package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.forge.Wire.JobPage;
import io.github.ciautoscaler.forge.Wire.JobRow;
import io.github.ciautoscaler.forge.Wire.RepositoryPage;
import io.github.ciautoscaler.forge.Wire.RepositoryRow;
import io.github.ciautoscaler.forge.Wire.RunnerPage;
import io.github.ciautoscaler.forge.Wire.RunnerRow;
import io.github.ciautoscaler.http.Exchange;
import java.util.List;
import java.util.Map;

/** Gitea's lists. {@code page} is always sent: without it, Gitea before 1.26 sends all rows. */
final class GiteaLists {

  static final String ACTIONS = "/api/v1/admin/actions";

  private final Exchange http;
  private final Rights of;

  /**
   * @param of whose lists they are
   */
  GiteaLists(Exchange http, Rights of) {
    this.http = http;
    this.of = of;
  }

  /** Whose lists they are. */
  ForgeScope scope() {
    return of.scope();
  }

  /** All jobs that have one of these words. */
  Page.Source<JobRow> jobs(List<String> words) {
    return jobs(of.actions() + "/jobs", words);
  }

  /**
   * Those of one repository.
   *
   * @param fullName owner and name, with a slash between
   */
  Page.Source<JobRow> jobsOf(String fullName, List<String> words) {
    return jobs("/api/v1/repos/" + fullName + "/actions/jobs", words);
  }

  private Page.Source<JobRow> jobs(String path, List<String> words) {
    return new Pages<>(
        http,
        path,
        Map.of("status", words),
        Pages.parser(JobPage.class, JobRow[].class),
        JobRow::id);
  }

  Page.Source<RunnerRow> runners() {
    return new Pages<>(
        http,
        of.actions() + "/runners",
        Map.of(),
        Pages.parser(RunnerPage.class, RunnerRow[].class),
        RunnerRow::id);
  }

  /** Every repository that the token's user may see, the one that changed last first. */
  Page.Source<RepositoryRow> repositories() {
    return new Pages<>(
        http,
        "/api/v1/repos/search",
        Map.of("sort", List.of("updated"), "order", List.of("desc")),
        Pages.parser(RepositoryPage.class, RepositoryRow[].class),
        RepositoryRow::id);
  }
}
