package io.github.ciautoscaler.fleet;

import org.jspecify.annotations.Nullable;

/**
 * How launching goes for one pool.
 *
 * @param stop why nothing may be bought for it: the cloud takes no order made of its template
 */
public record PoolHealth(BootFailures bootFailures, @Nullable BackOff stop) {
  public static final PoolHealth GOOD = new PoolHealth(BootFailures.NONE, null);

  public PoolHealth with(BootFailures failures) {
    return new PoolHealth(failures, stop);
  }

  public PoolHealth with(BackOff newStop) {
    return new PoolHealth(bootFailures, BackOff.longer(stop, newStop));
  }
}
