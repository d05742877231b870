using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public interface ILearningRateController
        {
            double LearningRate { get; set; }

            double InitialLearningRate { get; set; }
        }

        public interface IMomentum
        {
            double Momentum { get; set; }
        }

        public interface IBetas
        {
            (double, double) Betas { get; set; }
        }

        /// <summary>What all optimisers share. Make one after the module has been moved to its device.</summary>
        public abstract partial class Optimizer : IDisposable
        {
            protected IList<ParamGroup> _parameter_groups = [];

            protected Optimizer(nint handle) { }

            public virtual IEnumerable<ILearningRateController> ParamGroups => _parameter_groups;

            public virtual IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(g => g.Parameters);

            /// <summary>Sets every gradient to zero; as in TorchSharp a gradient that is there stays a tensor.</summary>
            public virtual void zero_grad()
            {
                foreach (var p in parameters()) Engine.Native.Check(Engine.Native.gt_zero_grad(p.Shared), "zero_grad");
            }

            /// <summary>One step from the gradients that backward left.</summary>
            /// <param name="closure">Computes the loss and its gradients first; its value is returned.</param>
            public virtual Tensor? step(Func<Tensor>? closure = null) =>
                throw new NotSupportedException($"{GetType().Name} has no step.");

            public virtual void add_param_group(ParamGroup param_group) =>
                throw new NotSupportedException($"{GetType().Name} takes no further groups of parameters.");

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (disposing) DisposeState();
            }

            private protected virtual void DisposeState() { }

            /// <summary>
            /// Options of every group and state of every parameter; <c>StateIndexRef[g][i]</c> finds parameter i of group
            /// g.
            /// </summary>
            public class StateDictionary
            {
                internal StateDictionary() { }

                public List<OptimizerOptions> Options { get; } = [];

                public List<List<int>> StateIndexRef { get; } = [];

                public List<OptimizerState> State { get; } = [];
            }
        }
    }
}
