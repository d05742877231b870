namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>One schedule after the other; the next takes over at each milestone.</summary>
                public class SequentialLR : LRScheduler
                {
                    private readonly LRScheduler[] schedulers;
                    private readonly int[] milestones;

                    public SequentialLR(Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones,
                        int last_epoch = -1) : base(optimizer, last_epoch)
                    {
                        (this.schedulers, this.milestones) = ([.. schedulers], [.. milestones]);
                        if (this.schedulers.Length != this.milestones.Length + 1)
                            throw new ArgumentException($"{this.schedulers.Length} schedules need {this.schedulers.Length - 1}"
                                + $" milestones, but {this.milestones.Length} were given.");
                        foreach (var group in Groups) group.LearningRate = group.InitialLearningRate;
                        foreach (var scheduler in this.schedulers) scheduler.Rewind();
                        this.schedulers[0].step();
                        Epoch = last_epoch + 1;
                        _step_count = 1;
                        Last = this.schedulers[0].Last;
                    }

                    protected override IEnumerable<double> get_lr() => Last;

                    private protected override void Advance(int? epoch)
                    {
                        _step_count++;
                        Epoch = epoch ?? Epoch + 1;
                        var index = milestones.Count(m => m <= Epoch);
                        if (index > 0 && milestones[index - 1] == Epoch) schedulers[index].step((int?)0);
                        else schedulers[index].step();
                        Last = schedulers[index].Last;
                    }
                }

                /// <summary>Several schedules at once, each on the rate that the one before left.</summary>
                public class ChainedLR : LRScheduler
                {
                    private readonly LRScheduler[] schedulers;

                    public ChainedLR(IEnumerable<LRScheduler> schedulers)
                    {
                        this.schedulers = [.. schedulers];
                        if (this.schedulers.Length == 0) throw new ArgumentException("A chain needs at least one schedule.");
                        Last = this.schedulers[^1].Last;
                    }

                    public override void step()
                    {
                        foreach (var scheduler in schedulers) scheduler.step();
                        Last = schedulers[^1].Last;
                    }
                }
            }
        }
    }
}
