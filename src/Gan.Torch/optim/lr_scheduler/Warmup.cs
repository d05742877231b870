namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>The rate times <c>factor</c> for the first <c>total_iters</c> epochs.</summary>
                public class ConstantLR : LRScheduler
                {
                    private readonly double factor;
                    private readonly int total;

                    public ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1,
                        bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        if (factor is < 0 or > 1) throw new ArgumentException($"factor must lie between 0 and 1, but is {factor}.");
                        (this.factor, total) = (factor, total_iters);
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => Scaled(Epoch == 0 ? factor : Epoch == total ? 1 / factor : 1);

                    protected override IEnumerable<double> get_closed_form_lr() => Base.Select(b => b * (Epoch >= total ? 1 : factor));
                }

                /// <summary>
                /// The rate times a factor that goes in a line from <c>start_factor</c> to <c>end_factor</c> over
                /// <c>total_iters</c> epochs.
                /// </summary>
                public class LinearLR : LRScheduler
                {
                    private readonly double start, end;
                    private readonly int total;

                    public LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1, int total_iters = 5,
                        int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (start_factor is <= 0 or > 1)
                            throw new ArgumentException($"start_factor must lie above 0 and be at most 1, but is {start_factor}.");
                        if (end_factor is < 0 or > 1)
                            throw new ArgumentException($"end_factor must lie between 0 and 1, but is {end_factor}.");
                        (start, end, total) = (start_factor, end_factor, total_iters);
                        step();
                    }

                    protected override IEnumerable<double> get_lr() =>
                        Scaled(Epoch == 0 ? start : Epoch > total ? 1 : 1 + (end - start) / (total * start + (Epoch - 1) * (end - start)));

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        Base.Select(b => b * (start + (end - start) * Math.Min(total, Epoch) / total));
                }

                /// <summary>The initial rate times a function of the epoch.</summary>
                public class LambdaLR : LRScheduler
                {
                    private readonly Func<int, double>[] factors;

                    public LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1,
                        bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        ArgumentNullException.ThrowIfNull(lr_lambda);
                        factors = [.. Groups.Select(_ => lr_lambda)];
                        step();
                    }

                    /// <summary>One function for each group.</summary>
                    public LambdaLR(Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas, int last_epoch = -1,
                        bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        factors = OneEach(lr_lambdas, Groups.Length);
                        step();
                    }

                    internal static Func<int, double>[] OneEach(IEnumerable<Func<int, double>> lambdas, int groups)
                    {
                        Func<int, double>[] all = [.. lambdas];
                        return all.Length == groups 
                            ? all
                            : throw new ArgumentException($"{groups} functions, one for each group, are needed, but {all.Length} were given.");
                    }

                    protected override IEnumerable<double> get_lr() => Base.Zip(factors, (b, f) => b * f(Epoch));
                }

                /// <summary>Multiplies the rate by a function of the epoch, every epoch.</summary>
                public class MultiplicativeLR : LRScheduler
                {
                    private readonly Func<int, double>[] factors;

                    public MultiplicativeLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1,
                        bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        ArgumentNullException.ThrowIfNull(lr_lambda);
                        factors = [.. Groups.Select(_ => lr_lambda)];
                        step();
                    }

                    /// <summary>One function for each group.</summary>
                    public MultiplicativeLR(Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas, int last_epoch = -1,
                        bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        factors = LambdaLR.OneEach(lr_lambdas, Groups.Length);
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => Epoch > 0 ? Groups.Zip(factors, (g,
                        f) => g.LearningRate * f(Epoch)) : Scaled(1);
                }
            }
        }
    }
}
