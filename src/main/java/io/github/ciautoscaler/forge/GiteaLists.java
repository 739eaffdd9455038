package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.forge.Wire.JobPage;
import io.github.ciautoscaler.forge.Wire.JobRow;
import io.github.ciautoscaler.forge.Wire.RunnerPage;
import io.github.ciautoscaler.forge.Wire.RunnerRow;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Gitea's two lists. {@code page} is always sent: without it, Gitea before 1.26 sends all rows. */
final class GiteaLists {

  private final GiteaHttp http;

  GiteaLists(GiteaHttp http) {
    this.http = http;
  }

  /**
   * @param status queued (claimable), waiting (blocked) or in_progress; one word, never a list
   */
  Page.Source<JobRow> jobs(String status) {
    return new Pages<>(
        http,
        GiteaHttp.ACTIONS + "/jobs",
        status,
        answer -> answer.as(JobPage.class).map(it -> page(it.jobs(), it.totalCount())).orElse(null),
        JobRow::id);
  }

  Page.Source<RunnerRow> runners() {
    return new Pages<>(
        http,
        GiteaHttp.ACTIONS + "/runners",
        null,
        answer ->
            answer.as(RunnerPage.class).map(it -> page(it.runners(), it.totalCount())).orElse(null),
        RunnerRow::id);
  }

  private static <R> @Nullable Page<R> page(
      @Nullable List<@Nullable R> rows, @Nullable Long total) {
    return total == null || total < 0 ? null : new Page<>(Wire.present(rows).toList(), total);
  }

  private record Pages<R>(
      GiteaHttp http,
      String path,
      @Nullable String status,
      Function<Answer, @Nullable Page<R>> parser,
      Function<R, @Nullable Long> ids)
      implements Page.Source<R> {

    @Override
    public String name() {
      return status == null ? path : path + "?status=" + status;
    }

    @Override
    public @Nullable Long id(R row) {
      return ids.apply(row);
    }

    @Override
    public Mono<Page<R>> page(int number, int limit) {
      return http.get(
              uri -> {
                uri.path(path);
                if (status != null) {
                  uri.queryParam("status", status);
                }
                return uri.queryParam("page", number).queryParam("limit", limit).build();
              })
          .map(this::parse)
          .onErrorMap(thrown -> ReadFailed.of(name(), thrown));
    }

    private Page<R> parse(Answer answer) {
      if (!answer.isOk()) {
        throw ReadFailed.of(name(), answer);
      }
      Page<R> page = parser.apply(answer);
      if (page == null) {
        throw ReadFailed.garbled(name(), answer.status() + ", but not a list with total_count");
      }
      return page;
    }
  }
}
