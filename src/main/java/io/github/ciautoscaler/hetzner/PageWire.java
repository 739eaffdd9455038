package io.github.ciautoscaler.hetzner;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list as Hetzner sends it.
 *
 * @param <T> wire form of an item
 */
interface PageWire<T extends PageWire.Item> {

  /** Null where the answer has no such list, and so is none of Hetzner's. */
  @Nullable List<T> items();

  @Nullable Meta meta();

  /** What a page counts by. */
  interface Item {
    @Nullable Long id();
  }

  record Meta(@Nullable Pagination pagination) {}

  record Pagination(@Nullable Integer nextPage, @Nullable Long totalEntries) {}

  /** What comes next, or null on the last page. */
  default @Nullable Integer nextPage() {
    Pagination pagination = pagination();
    return pagination == null ? null : pagination.nextPage();
  }

  default @Nullable Long totalEntries() {
    Pagination pagination = pagination();
    return pagination == null ? null : pagination.totalEntries();
  }

  private @Nullable Pagination pagination() {
    Meta meta = meta();
    return meta == null ? null : meta.pagination();
  }
}
