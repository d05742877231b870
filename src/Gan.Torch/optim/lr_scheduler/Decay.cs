namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Multiplies the rate by gamma every <c>step_size</c> epochs.</summary>
                public class StepLR : LRScheduler
                {
                    private readonly int size;
                    private readonly double gamma;

                    public StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1,
                        bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        ArgumentOutOfRangeException.ThrowIfLessThan(step_size, 1);
                        (size, this.gamma) = (step_size, gamma);
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => Scaled(Epoch == 0 || Epoch % size != 0 ? 1 : gamma);

                    protected override IEnumerable<double> get_closed_form_lr() => Base.Select(b => b * Math.Pow(gamma, Epoch / size));
                }

                /// <summary>Multiplies the rate by gamma at each milestone; a milestone that is named twice counts twice.</summary>
                public class MultiStepLR : LRScheduler
                {
                    private readonly int[] milestones;
                    private readonly double gamma;

                    public MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1,
                        bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        ArgumentNullException.ThrowIfNull(milestones);
                        (this.milestones, this.gamma) = ([.. milestones], gamma);
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => Scaled(Math.Pow(gamma, milestones.Count(m => m == Epoch)));

                    protected override IEnumerable<double> get_closed_form_lr() => Base.Select(b => b * Math.Pow(gamma,
                        milestones.Count(m => m <= Epoch)));
                }

                /// <summary>Multiplies the rate by gamma every epoch.</summary>
                public class ExponentialLR : LRScheduler
                {
                    private readonly double gamma;

                    public ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1,
                        bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        this.gamma = gamma;
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => Scaled(Epoch == 0 ? 1 : gamma);

                    protected override IEnumerable<double> get_closed_form_lr() => Base.Select(b => b * Math.Pow(gamma, Epoch));
                }

                /// <summary>Falls as a polynomial to 0 over <c>total_iters</c> epochs.</summary>
                public class PolynomialLR : LRScheduler
                {
                    private readonly int total;
                    private readonly double power;

                    public PolynomialLR(Optimizer optimizer, int total_iters = 5, double power = 1, int last_epoch = -1,
                        bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        (total, this.power) = (total_iters, power);
                        step();
                    }

                    protected override IEnumerable<double> get_lr() =>
                        Scaled(Epoch == 0 || Epoch > total ? 1 : Math.Pow((1 - (double)Epoch / total) / (1 - (Epoch - 1.0) / total),
                            power));

                    protected override IEnumerable<double> get_closed_form_lr() => Base.Select(b => b * Math.Pow(1 - Math.Min(total,
                        Epoch) / (double)total, power));
                }

                /// <summary>
                /// Half a cosine from the initial rate to <c>eta_min</c> and back every 2 <c>T_max</c> epochs (Loshchilov &amp;
                /// Hutter 2017, without restarts).
                /// </summary>
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double half;
                    private readonly double least;

                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1,
                        bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        (half, least) = (T_max, eta_min);
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (Epoch == 0) return Scaled(1);
                        if (_step_count == 1) return get_closed_form_lr();
                        if ((Epoch - 1 - half) % (2 * half) == 0)
                            return Groups.Zip(Base, (g, b) => g.LearningRate + (b - least) * (1 - Math.Cos(Math.PI / half)) / 2);
                        var ratio = (1 + Math.Cos(Math.PI * Epoch / half)) / (1 + Math.Cos(Math.PI * (Epoch - 1) / half));
                        return Groups.Select(g => ratio * (g.LearningRate - least) + least);
                    }

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        Base.Select(b => least + (b - least) * (1 + Math.Cos(Math.PI * Epoch / half)) / 2);
                }
            }
        }
    }
}
