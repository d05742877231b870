namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>
            /// Sets the learning rates of an optimiser. Making one applies the rate of epoch 0; call <see cref="step()"/> after each
            /// epoch. <c>verbose</c> is accepted and does nothing: read <see cref="get_last_lr"/>.
            /// </summary>
            public abstract class LRScheduler
            {
                protected int _step_count;

                protected LRScheduler() { }

                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    Groups = [.. optimizer.ParamGroups];
                    foreach (var group in Groups.OfType<Modules.ParamGroup>().Where(g => last_epoch == -1 && !g.Options.Scheduled))
                    {
                        group.InitialLearningRate = group.LearningRate;
                        group.Options.Scheduled = true;
                    }
                    Base = [.. Groups.Select(g => g.InitialLearningRate)];
                    Last = [.. Groups.Select(g => g.LearningRate)];
                    Epoch = last_epoch;
                }

                internal int Epoch { get; set; }

                private protected ILearningRateController[] Groups { get; set; } = [];

                private protected double[] Base { get; set; } = [];

                internal double[] Last { get; private protected set; } = [];

                public virtual void step() => Advance(null);

                /// <summary>Goes to the given epoch, by the closed form where the schedule has one; null is <see cref="step()"/>.</summary>
                public virtual void step(int? epoch) => Advance(epoch);

                /// <summary>For schedules that follow a measured value; the others ignore it.</summary>
                public virtual void step(double current, int? epoch = null) => Advance(epoch);

                public IEnumerable<double> get_last_lr() => Last;

                /// <summary>The rates of this epoch, from those of the epoch before.</summary>
                protected virtual IEnumerable<double> get_lr() => Groups.Select(g => g.LearningRate);

                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                private protected IEnumerable<double> Scaled(double factor) => Groups.Select(g => g.LearningRate * factor);

                private protected void Set(IEnumerable<double> rates)
                {
                    Last = [.. rates];
                    for (var i = 0; i < Groups.Length; i++) Groups[i].LearningRate = Last[i];
                }

                // One value for each group.
                private protected double[] Each(IEnumerable<double> values, string name)
                {
                    double[] all = [.. values];
                    return all.Length == Groups.Length
                        ? all
                        : throw new ArgumentException($"{name} needs {Groups.Length} values, one for each group, but has {all.Length}.");
                }

                private protected void NeedsMomentum()
                {
                    if (!Groups.All(g => g is IMomentum or IBetas))
                        throw new ArgumentException("cycle_momentum needs an optimiser with momentum or betas.");
                }

                // Adam's beta1 is its momentum.
                private protected void SetMomentum(int group, double momentum)
                {
                    if (Groups[group] is IMomentum m) m.Momentum = momentum;
                    else if (Groups[group] is IBetas b) b.Betas = (momentum, b.Betas.Item2);
                }

                // Undoes the rates that making the schedules of a sequence has set.
                internal void Rewind()
                {
                    Epoch--;
                    _step_count = 0;
                }

                private protected virtual void Advance(int? epoch)
                {
                    _step_count++;
                    Epoch = epoch ?? Epoch + 1;
                    Set(epoch is null ? get_lr() : get_closed_form_lr());
                }
            }
        }
    }
}
