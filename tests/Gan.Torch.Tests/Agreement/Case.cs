using static TorchSharp.torch;

namespace Gan.Torch.Tests.Agreement;

/// <summary>The C# side of a case. <see cref="Module"/> is null for a plain function of tensors.</summary>
internal sealed record Case(string Name, Func<Tensor[], nn.Module?, Tensor[]> Run, Func<nn.Module>? Module = null)
{
    public static readonly IReadOnlyDictionary<string, Case> All = new[]
    {
        PointwiseCases.All(), BinaryCases.All(), ReductionCases.All(), IndexingCases.All(), ShapeCases.All(), LinearAlgebraCases.All(),
        ActivationCases.All(), ConvolutionCases.All(), NormCases.All(), ResamplingCases.All(), LossCases.All(), CompositionCases.All(),
        LayerCases.All(), ModuleCases.All(), RecurrentCases.All(), OptimiserCases.All(), SchedulerCases.All(), InitialiserCases.All(),
    }.SelectMany(c => c).ToDictionary(c => c.Name);

    public static Case Of(string name, Func<Tensor[], Tensor> run) => new(name, (t, _) => [run(t)]);

    public static Case OfMany(string name, Func<Tensor[], Tensor[]> run) => new(name, (t, _) => run(t));

    public static Case OfModule(string name, Func<nn.Module<Tensor, Tensor>> make) =>
        OfModule(name, make, (m, t) => [m.call(t[0])]);

    public static Case OfModule<T>(string name, Func<T> make, Func<T, Tensor[], Tensor[]> call) where T : nn.Module =>
        new(name, (t, m) => call((T)m!, t), make);

    /// <summary>The module in evaluation mode.</summary>
    public static Case OfEvaluated(string name, Func<nn.Module<Tensor, Tensor>> make) => OfModule(name, () =>
    {
        var module = make();
        module.eval();
        return module;
    });
}
