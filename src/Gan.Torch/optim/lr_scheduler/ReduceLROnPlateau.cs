namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Lowers the rate when a measured value has stopped improving. Call step(value) after each epoch.</summary>
                public class ReduceLROnPlateau : LRScheduler
                {
                    private readonly bool smaller, relative;
                    private readonly double factor, threshold, eps;
                    private readonly double[] least;
                    private readonly int patience, cooldown;
                    private double best;
                    private int bad, resting;

                    public ReduceLROnPlateau(Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10,
                        double threshold = 0.0001, string threshold_mode = "rel", int cooldown = 0, IList<double>? min_lr = null,
                        double eps = 1e-8, bool verbose = false)
                        : base(optimizer)
                    {
                        if (factor >= 1) throw new ArgumentException($"factor must be below 1, but is {factor}.");
                        smaller = Either(mode, "min", "max", nameof(mode));
                        relative = Either(threshold_mode, "rel", "abs", nameof(threshold_mode));
                        (this.factor, this.patience, this.threshold, this.cooldown, this.eps) = (factor, patience, threshold, cooldown,
                            eps);
                        least = min_lr is null ? new double[Groups.Length] : Each(min_lr, nameof(min_lr));
                        best = smaller ? double.PositiveInfinity : double.NegativeInfinity;
                        Epoch = 0;
                    }

                    public override void step() =>
                        throw new InvalidOperationException("This schedule follows a measured value: call step(value).");

                    public override void step(int? epoch) => step();

                    public override void step(double current, int? epoch = null)
                    {
                        Epoch = epoch ?? Epoch + 1;
                        if (Improved(current)) (best, bad) = (current, 0);
                        else bad++;
                        if (resting > 0) (resting, bad) = (resting - 1, 0);
                        if (bad > patience)
                        {
                            Set(Groups.Select((g, i) => Lower(g.LearningRate, least[i])).ToArray());
                            (resting, bad) = (cooldown, 0);
                        }
                        Last = [.. Groups.Select(g => g.LearningRate)];
                    }

                    private double Lower(double rate, double least)
                    {
                        var lower = Math.Max(rate * factor, least);
                        return rate - lower > eps ? lower : rate;
                    }

                    private bool Improved(double current)
                    {
                        var margin = relative ? best * threshold : threshold;
                        if (relative && double.IsInfinity(best)) margin = 0;
                        return smaller ? current < best - margin : current > best + margin;
                    }

                    private static bool Either(string value, string first, string second, string name) =>
                        value == first
                        || (value == second ? false : throw new ArgumentException($"{name} must be {first} or {second}, but is \"{value}\"."));
                }
            }
        }
    }
}
