package io.github.ciautoscaler.fit;

import io.github.ciautoscaler.fleet.MachineSize;
import io.github.ciautoscaler.fleet.Resources;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What pods may ask of a server type of which no Node was seen: rather less than there is, since a
 * pod that does not fit after all would cost a machine for nothing.
 */
final class UsualReserves {

  private static final long MIB = 1024 * 1024;
  private static final long GIB = 1024 * MIB;

  /** Of 4 GB a kernel was seen to show 6.9 % less, of 8 GB 5.3 %. */
  private static final double MEMORY_SHOWN = 0.925;

  /** Kept by the kubelet for itself and before it evicts. */
  private static final long MEMORY_KEPT = 200 * MIB;

  private static final long CPU_KEPT = 100;
  private static final double DISK_SHOWN = 0.8;
  private static final long PODS = 110;

  private UsualReserves() {}

  /**
   * @param maxPods null: as many as a kubelet takes by itself
   */
  static Resources of(MachineSize size, @Nullable Integer maxPods) {
    long memory = (long) (size.memoryGb() * GIB * MEMORY_SHOWN) - MEMORY_KEPT;
    return new Resources(
        Map.of(
            Resources.CPU,
            size.cores() * 1000L - CPU_KEPT,
            Resources.MEMORY,
            Math.max(0, memory),
            Resources.DISK,
            (long) (size.diskGb() * (double) GIB * DISK_SHOWN),
            Resources.PODS,
            maxPods == null ? PODS : maxPods));
  }
}
