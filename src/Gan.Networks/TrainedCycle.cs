using static TorchSharp.torch;

namespace Gan;

/// <summary>Two translators of one training without pairs, there and back, ready for use.</summary>
public sealed class TrainedCycle : IDisposable
{
    private TrainedCycle(TrainedTranslator there, Device device)
    {
        AToB = there;
        BToA = there.Back(device);
    }

    /// <summary>Makes images of kind B from those of kind A.</summary>
    public TrainedTranslator AToB { get; }

    /// <summary>Makes images of kind A from those of kind B.</summary>
    public TrainedTranslator BToA { get; }

    /// <summary>Training steps behind both.</summary>
    public long Step => AToB.Step;

    /// <summary>A copy of both translators, in evaluation mode and float32: what a training hands out.</summary>
    /// <param name="network">Both, as <see cref="TranslatorPlan.MakeTranslator"/> made them.</param>
    /// <param name="plan">What they were made from, with <see cref="TranslatorPlan.BothWays"/>.</param>
    /// <param name="dataSet">Name of the data that they were trained with.</param>
    /// <param name="step">Training steps behind them. At least 0.</param>
    /// <param name="device">Where to translate. Default: the CPU.</param>
    /// <exception cref="ArgumentException">The plan is of one way, or the network was not made from it.</exception>
    public static TrainedCycle Of(
        CycleTranslators network,
        TranslatorPlan plan,
        string dataSet,
        long step,
        Device? device = null
    )
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!plan.BothWays)
        {
            throw new ArgumentException("A cycle needs a plan with BothWays, but it is of one way.", nameof(plan));
        }
        var there = TrainedTranslator.Of(network, plan, dataSet, step, device);
        return new(there, TorchBackend.EnsureAvailable(device));
    }

    /// <summary>Writes the weights of both and their architecture to one safetensors file.</summary>
    /// <exception cref="IOException">The file cannot be written; an older one is left whole.</exception>
    public void Save(string path) => AToB.Save(path);

    /// <summary>Loads what <see cref="Save"/> wrote. Runs no code from the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where to translate. Default: the CPU.</param>
    /// <param name="translator">Makes networks of your own, from the specs stored in the file; called once for each
    /// way.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, of another version, holds one way alone, or does not
    /// fit the networks.</exception>
    public static TrainedCycle Load(
        string path,
        Device? device = null,
        Func<TranslatorSpec, TranslatorNetwork>? translator = null
    )
    {
        var there = TrainedTranslator.Load(path, device, translator);
        if (!there.Plan.BothWays)
        {
            there.Dispose();
            throw new InvalidDataException(
                $"'{path}' holds a translator of one way, not of both. Load it with TrainedTranslator.Load."
            );
        }
        return new(there, TorchBackend.EnsureAvailable(device));
    }

    /// <summary>The same with the device by name: "cpu", "cuda" or "cuda:1".</summary>
    /// <inheritdoc cref="Load(string, Device?, Func{TranslatorSpec, TranslatorNetwork}?)"/>
    /// <exception cref="ArgumentException">There is no such kind of device.</exception>
    public static TrainedCycle Load(
        string path,
        string device,
        Func<TranslatorSpec, TranslatorNetwork>? translator = null
    ) => Load(path, DeviceName.Parse(device), translator);

    /// <summary>What it makes and how long it was trained.</summary>
    public override string ToString() =>
        $"Translators of {Step} steps: {ShapeText.Of(AToB.Plan.InputShape)} to {ShapeText.Of(AToB.Plan.OutputShape)} "
        + "and back";

    /// <inheritdoc/>
    public void Dispose()
    {
        BToA.Dispose();
        AToB.Dispose();
    }
}
