using Gan.Data;
using static TorchSharp.torch;

namespace Gan;

/// <summary>The sampler of a running training, which takes vectors from the data where the caller names
/// none.</summary>
internal static class TrainingSampler
{
    internal static Sampler Of(GanSettings settings, GeneratorNetwork network, IDataset data, Device device) =>
        new(network, settings.Plan, device, count => data.Read(arange(count).remainder(data.Count), CPU).Condition!);
}
