package io.github.ciautoscaler.kubernetes;

import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.http.Collected;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole list, page by page, from one consistent snapshot. No resourceVersion is asked for:
 * that is a read from the quorum, never from a stale cache.
 */
final class Listing {

  static final int PAGE = 500;
  private static final int ATTEMPTS = 3;

  private final Api api;
  private final InstantSource time;

  Listing(Api api, InstantSource time) {
    this.api = api;
    this.time = time;
  }

  <I extends Wire.Item, T> Reading<List<T>> read(
      String path,
      Map<String, String> selectors,
      Class<? extends Wire.Page<I>> type,
      Function<I, T> mapping) {
    Instant takenAt = time.instant();
    Attempt<I> attempt = new Attempt<>();
    try {
      for (int i = 0; i < ATTEMPTS; i++) {
        attempt = new Attempt<>();
        if (attempt.readAll(api, path, selectors, type)) {
          return new Reading.Complete<>(mapped(attempt, mapping), takenAt);
        }
      }
      return new Reading.Partial<>(
          mapped(attempt, mapping), takenAt, path + ": the list moved while it was read");
    } catch (CallFailed e) {
      return attempt.seen.size() == 0
          ? e.failure().reading(takenAt)
          : new Reading.Partial<>(mapped(attempt, mapping), takenAt, e.failure().problem());
    } catch (IllegalArgumentException notAsTheContractSays) {
      return new Failure.Garbled(path + ": " + notAsTheContractSays.getMessage()).reading(takenAt);
    }
  }

  private static <I extends Wire.Item, T> List<T> mapped(
      Attempt<I> attempt, Function<I, T> mapping) {
    return attempt.seen.rows().stream().map(mapping).toList();
  }

  /** One walk through the pages. */
  private static final class Attempt<I extends Wire.Item> {
    private final Collected<String, I> seen = new Collected<>();
    private @Nullable String version;
    private long atLeast;

    /**
     * @return false when the list moved: the snapshot expired, or the pages are not of one
     *     snapshot, or fewer items came than the first page promised
     */
    boolean readAll(
        Api api, String path, Map<String, String> selectors, Class<? extends Wire.Page<I>> type)
        throws CallFailed {
      String next = null;
      do {
        Wire.Page<I> page;
        try {
          page = api.get(path, query(selectors, next), type);
        } catch (CallFailed e) {
          if (e.code() == 410) {
            return false;
          }
          throw e;
        }
        if (!add(page)) {
          return false;
        }
        next = page.metadata() == null ? null : page.metadata().next();
      } while (next != null && !next.isEmpty());
      return seen.size() >= atLeast;
    }

    private static Map<String, String> query(Map<String, String> selectors, @Nullable String next) {
      Map<String, String> query = new LinkedHashMap<>(selectors);
      query.put("limit", String.valueOf(PAGE));
      if (next != null) {
        query.put("continue", next);
      }
      return query;
    }

    private boolean add(Wire.Page<I> page) {
      if (page.kind() == null || !page.kind().endsWith("List")) {
        throw new IllegalArgumentException("the answer is no list");
      }
      boolean first = version == null;
      Wire.ListMeta meta =
          page.metadata() == null ? new Wire.ListMeta("", null, null) : page.metadata();
      String thisVersion = meta.resourceVersion() == null ? "" : meta.resourceVersion();
      if (!first && !thisVersion.equals(version)) {
        return false;
      }
      version = thisVersion;
      seen.add(page.items() == null ? List.<I>of() : page.items(), Mapping::uid, null);
      if (first && meta.remainingItemCount() != null) {
        atLeast = seen.size() + meta.remainingItemCount();
      }
      return true;
    }
  }
}
