namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Between two rates and back, again and again (Smith 2017). The momentum goes the other way.</summary>
                public class CyclicLR : LRScheduler
                {
                    private readonly double[] low, high, lowMomentum, highMomentum;
                    private readonly double size, rise;
                    private readonly Func<double, double> scale;
                    private readonly ScaleMode scaledBy;
                    private readonly bool moves;

                    public CyclicLR(Optimizer optimizer, double base_lr, double max_lr, int step_size_up = 2000, int step_size_down = -1,
                        Mode mode = Mode.Triangular, double gamma = 1, Func<double, double>? scale_fn = null,
                        ScaleMode scale_mode = ScaleMode.Cycle, bool cycle_momentum = true, double base_momentum = 0.8,
                        double max_momentum = 0.9, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, Repeat(optimizer, base_lr), Repeat(optimizer, max_lr), step_size_up, step_size_down, mode, gamma,
                            scale_fn, scale_mode, cycle_momentum, Repeat(optimizer, base_momentum), Repeat(optimizer, max_momentum),
                            last_epoch, verbose) { }

                    public CyclicLR(Optimizer optimizer, IEnumerable<double> base_lr, IEnumerable<double> max_lr, int step_size_up = 2000,
                        int step_size_down = -1, Mode mode = Mode.Triangular, double gamma = 1, Func<double, double>? scale_fn = null,
                        ScaleMode scale_mode = ScaleMode.Cycle, bool cycle_momentum = true, IEnumerable<double>? base_momentum = null,
                        IEnumerable<double>? max_momentum = null, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (low, high) = (Each(base_lr, nameof(base_lr)), Each(max_lr, nameof(max_lr)));
                        lowMomentum = Each(base_momentum ?? Repeat(optimizer, 0.8), nameof(base_momentum));
                        highMomentum = Each(max_momentum ?? Repeat(optimizer, 0.9), nameof(max_momentum));
                        size = step_size_up + (step_size_down < 0 ? step_size_up : step_size_down);
                        rise = step_size_up / size;
                        moves = cycle_momentum;
                        if (moves) NeedsMomentum();
                        scaledBy = scale_fn is not null ? scale_mode : mode == Mode.ExpRange ? ScaleMode.Iterations : ScaleMode.Cycle;
                        scale = scale_fn ?? (mode switch
                        {
                            Mode.Triangular => _ => 1,
                            Mode.Triangular2 => cycle => Math.Pow(2, 1 - cycle),
                            Mode.ExpRange => iteration => Math.Pow(gamma, iteration),
                            _ => throw new ArgumentException($"There is no mode {mode}."),
                        });
                        step();
                    }

                    public enum Mode { Triangular = 0, Triangular2 = 1, ExpRange = 2 }

                    public enum ScaleMode { Cycle = 0, Iterations = 1 }

                    protected override IEnumerable<double> get_lr()
                    {
                        var cycle = Math.Floor(1 + Epoch / size);
                        var x = 1 + Epoch / size - cycle;
                        var height = (x <= rise ? x / rise : (x - 1) / (rise - 1)) * scale(scaledBy == ScaleMode.Cycle ? cycle : Epoch);
                        for (var i = 0; moves && i < Groups.Length; i++) SetMomentum(i,
                            highMomentum[i] - (highMomentum[i] - lowMomentum[i]) * height);
                        return low.Zip(high, (l, h) => l + (h - l) * height);
                    }

                    private static IEnumerable<double> Repeat(Optimizer optimizer,
                        double value) => optimizer.ParamGroups.Select(_ => value);
                }
            }
        }
    }
}
