package io.github.ciautoscaler.replay;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Four histories of 28 days that are made up, each the same for the same seed: like those of real
 * projects in how many jobs come at once and in how little the length of one job differs from run
 * to run.
 */
enum Generator {
  /** A small team: office hours, up to six jobs at once. */
  S1,
  /** An open-source project whose runs fan out into a matrix. */
  S2,
  /** A busy repository with many kinds of jobs. */
  S3,
  /** The worst for started hours: forty long jobs each night, one short job about every hour. */
  S4;

  static final long SEED = 42;
  static final int DAYS = 28;

  /** A Monday. */
  static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

  /** How many of 1000 bursts begin in each hour: from morning to evening. */
  private static final int[] OFFICE = {
    0, 0, 0, 0, 0, 0, 0, 20, 70, 120, 130, 120, 80, 110, 120, 110, 80, 30, 10, 0, 0, 0, 0, 0
  };

  /** Of people all over the world. */
  private static final int[] WORLD = {
    25, 20, 15, 15, 15, 20, 25, 35, 45, 55, 60, 60, 55, 60, 70, 70, 65, 60, 50, 45, 40, 35, 30, 30
  };

  JobTrace generate(long seed) {
    Making making = new Making(new Random(seed));
    switch (this) {
      case S1 -> making.smallTeam();
      case S2 -> making.matrix();
      case S3 -> making.monorepo();
      case S4 -> making.adversary();
    }
    return new JobTrace(name(), making.jobs);
  }

  /** One trace while it is made. */
  private static final class Making {
    private static final double SPREAD = 0.2;

    private final Random random;
    private final List<PastJob> jobs = new ArrayList<>();

    Making(Random random) {
      this.random = random;
    }

    void smallTeam() {
      double[] medians = medians(6, 157, 1.0, Double.MAX_VALUE);
      eachBurst(
          10,
          0.03,
          OFFICE,
          at -> {
            int size = pick(new int[] {1, 3, 6}, 0.2, 0.5);
            for (int i = 0; i < size; i++) {
              int type = random.nextInt(medians.length);
              boolean failsEarly = random.nextDouble() < 0.06;
              double share = failsEarly ? 0.05 + 0.45 * random.nextDouble() : 1;
              add(at, around(medians[type]) * share, "job " + type);
            }
          });
    }

    void matrix() {
      double[] medians = medians(15, 700, 0.6, Double.MAX_VALUE);
      eachBurst(
          22,
          0.25,
          WORLD,
          at -> {
            double setup = between(25, 45);
            add(at, setup, "setup");
            int size = pick(new int[] {2, 14, 15}, 0.15, 0.4);
            for (int i = 0; i < size; i++) {
              add(at + setup, around(medians[i]), "test " + i);
            }
          });
    }

    void monorepo() {
      double[] medians = medians(40, 122, 1.6, Duration.ofHours(3).toSeconds());
      eachBurst(
          117,
          0.03,
          OFFICE,
          at -> {
            int size = pick(new int[] {2, 8, 16, 37}, 0.35, 0.4, 0.2);
            int first = random.nextInt(medians.length);
            for (int i = 0; i < size; i++) {
              int type = (first + i) % medians.length;
              double most = Duration.ofHours(3).toSeconds();
              add(at, Math.min(most, around(medians[type])), "target " + type);
            }
          });
    }

    void adversary() {
      for (int day = 0; day < DAYS; day++) {
        for (int i = 0; i < 40; i++) {
          add(day * 86_400.0 + 2 * 3_600, between(50 * 60, 70 * 60), "nightly " + i);
        }
      }
      double at = 0;
      while (at < DAYS * 86_400.0) {
        add(at, between(20, 40), "probe");
        at += between(45 * 60, 65 * 60);
      }
    }

    private interface Burst {
      void at(double second);
    }

    private void eachBurst(double perWorkday, double weekend, int[] hours, Burst burst) {
      for (int day = 0; day < DAYS; day++) {
        double share = isWorkday(day) ? 1 : weekend;
        for (int hour = 0; hour < 24; hour++) {
          double rate = perWorkday * share * hours[hour] / 1000;
          double at = exponential(rate);
          while (at < 1) {
            burst.at((day * 24 + hour + at) * 3600);
            at += exponential(rate);
          }
        }
      }
    }

    private static boolean isWorkday(int day) {
      DayOfWeek its = START.plus(Duration.ofDays(day)).atZone(ZoneOffset.UTC).getDayOfWeek();
      return its != DayOfWeek.SATURDAY && its != DayOfWeek.SUNDAY;
    }

    private double exponential(double rate) {
      return rate == 0 ? Double.MAX_VALUE : -Math.log(1 - random.nextDouble()) / rate;
    }

    private double[] medians(int types, double median, double sigma, double most) {
      double[] medians = new double[types];
      for (int i = 0; i < types; i++) {
        medians[i] = Math.min(most, median * Math.exp(sigma * random.nextGaussian()));
      }
      return medians;
    }

    private double around(double median) {
      return median * Math.exp(SPREAD * random.nextGaussian());
    }

    private double between(double least, double most) {
      return least + (most - least) * random.nextDouble();
    }

    /** The last is taken with what is left of the shares. */
    private int pick(int[] sizes, double... shares) {
      double left = random.nextDouble();
      for (int i = 0; i < shares.length; i++) {
        left -= shares[i];
        if (left < 0) {
          return sizes[i];
        }
      }
      return sizes[sizes.length - 1];
    }

    private void add(double second, double length, String name) {
      Instant at = START.plusMillis(Math.round(second * 1000));
      Duration took = Duration.ofMillis(Math.max(1000, Math.round(length * 1000)));
      jobs.add(new PastJob(at, took, "linux", "acme/shop", name));
    }
  }
}
