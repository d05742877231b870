namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>
                /// Once up to a high rate and down to almost nothing (Smith &amp; Topin 2018). The momentum goes the other
                /// way.
                /// </summary>
                public class OneCycleLR : LRScheduler
                {
                    private readonly double[] first, high, last, lowMomentum, highMomentum;
                    private readonly int total;
                    private readonly double rise;
                    private readonly AnnealStrategy strategy;
                    private readonly bool moves, threePhases;

                    public OneCycleLR(Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1,
                        double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true,
                        double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 10000,
                        bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, Repeat(optimizer, max_lr), total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy,
                            cycle_momentum, Repeat(optimizer, base_momentum), Repeat(optimizer, max_momentum), div_factor,
                            final_div_factor, three_phase, last_epoch, verbose) { }

                    public OneCycleLR(Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1, int epochs = -1,
                        int steps_per_epoch = -1, double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos,
                        bool cycle_momentum = true, IEnumerable<double>? base_momentum = null, IEnumerable<double>? max_momentum = null,
                        double div_factor = 25, double final_div_factor = 10000, bool three_phase = false, int last_epoch = -1,
                        bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        total = total_steps > 0 ? total_steps : epochs > 0 && steps_per_epoch > 0
                            ? epochs * steps_per_epoch
                            : throw new ArgumentException("OneCycleLR needs total_steps, or epochs and steps_per_epoch, above 0.");
                        if (pct_start is < 0 or > 1)
                            throw new ArgumentException($"pct_start must lie between 0 and 1, but is {pct_start}.");
                        (rise, strategy, moves, threePhases) = (pct_start, anneal_strategy, cycle_momentum, three_phase);
                        high = Each(max_lr, nameof(max_lr));
                        first = last_epoch == -1 ? [.. high.Select(h => h / div_factor)] : Base;
                        last = [.. first.Select(f => f / final_div_factor)];
                        lowMomentum = Each(base_momentum ?? Repeat(optimizer, 0.85), nameof(base_momentum));
                        highMomentum = Each(max_momentum ?? Repeat(optimizer, 0.95), nameof(max_momentum));
                        if (moves) NeedsMomentum();
                        for (var i = 0; i < Groups.Length; i++) Groups[i].InitialLearningRate = first[i];
                        step();
                    }

                    public enum AnnealStrategy { Cos = 0, Linear = 1 }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (Epoch > total)
                            throw new InvalidOperationException($"This schedule has {total} steps and was asked for step {Epoch + 1}.");
                        var phases = Phases();
                        var begin = 0.0;
                        var phase = 0;
                        while (phase < phases.Length - 1 && Epoch > phases[phase].End) begin = phases[phase++].End;
                        var part = (Epoch - begin) / (phases[phase].End - begin);
                        var rates = new double[Groups.Length];
                        for (var i = 0; i < rates.Length; i++)
                        {
                            rates[i] = Anneal(phases[phase].From[i], phases[phase].To[i], part);
                            if (moves) SetMomentum(i, Anneal(phases[phase].FromMomentum[i], phases[phase].ToMomentum[i], part));
                        }
                        return rates;
                    }

                    private (double End, double[] From, double[] To, double[] FromMomentum, double[] ToMomentum)[] Phases() => threePhases
                        ? [
                            (rise * total - 1, first, high, highMomentum, lowMomentum),
                            (2 * rise * total - 2, high, first, lowMomentum, highMomentum),
                            (total - 1, first, last, highMomentum, highMomentum),
                        ]
                        : [
                            (rise * total - 1, first, high, highMomentum, lowMomentum),
                            (total - 1, high, last, lowMomentum, highMomentum),
                        ];

                    private double Anneal(double from, double to, double part) => strategy == AnnealStrategy.Linear
                        ? (to - from) * part + from
                        : to + (from - to) / 2 * (Math.Cos(Math.PI * part) + 1);

                    private static IEnumerable<double> Repeat(Optimizer optimizer,
                        double value) => optimizer.ParamGroups.Select(_ => value);
                }
            }
        }
    }
}
