package io.github.ciautoscaler.fleet;

import org.jspecify.annotations.Nullable;

/**
 * How launching goes for one pool.
 *
 * @param refusal why nothing may be launched for it: the cloud refuses a create call made of its
 *     template
 */
public record PoolHealth(BootFailures bootFailures, @Nullable BackOff refusal) {
  public static final PoolHealth GOOD = new PoolHealth(BootFailures.NONE, null);

  public PoolHealth with(BootFailures failures) {
    return new PoolHealth(failures, refusal);
  }

  public PoolHealth refused(BackOff next) {
    return new PoolHealth(bootFailures, BackOff.longer(refusal, next));
  }
}
