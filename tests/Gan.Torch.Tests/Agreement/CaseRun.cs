using static TorchSharp.torch;

namespace Gan.Torch.Tests.Agreement;

/// <summary>Runs the C# side of a case on the stored inputs and measures how far it is from PyTorch.</summary>
internal static class CaseRun
{
    // A tensor that is nearly zero where its companions are not (the gradient of a bias before a norm) holds rounding errors
    // alone; its error is measured against this share of theirs.
    private const double ScaleFloor = 1e-2;

    /// <summary>The largest relative error over outputs, gradients and second gradients.</summary>
    /// <remarks>Throws where shapes, types or presence differ.</remarks>
    public static (double Error, bool Double) Measure(Case ours, StoredCase stored)
    {
        using var scope = NewDisposeScope();
        using var module = ours.Module?.Invoke();
        var named = stored.Inputs.Select(i => (i.Name, i.Grad, Tensor: i.Load())).ToArray();
        if (module != null) Fill(module, named);
        var positional = named.Where(n => n.Name.StartsWith('x')).ToArray();
        foreach (var (_, grad, tensor) in positional) tensor.requires_grad_(grad);

        var outputs = ours.Run([.. positional.Select(p => p.Tensor)], module).ToList();
        if (module != null) outputs.AddRange(module.named_buffers().Select(b => b.buffer));
        var error = Compare("output", stored.Outputs, [.. outputs], checkType: true);

        var parameters = module?.named_parameters().ToDictionary(p => "p:" + p.name, p => (Tensor)p.parameter);
        var sources = named.Where(n => n.Grad).Select(n => parameters?.GetValueOrDefault(n.Name) ?? n.Tensor).ToArray();
        if (stored.Grads.Length > 0)
        {
            var second = stored.Seconds.Length > 0;
            var grads = autograd.grad([Weighted(outputs)], sources, create_graph: second, retain_graph: second, allow_unused: true);
            error = Math.Max(error, Compare("gradient", stored.Grads, grads));
            if (second && grads[0].requires_grad)
            {
                var seconds = autograd.grad([grads[0].square().sum()], sources, allow_unused: true);
                error = Math.Max(error, Compare("second gradient", stored.Seconds, seconds));
            }
        }
        return (error, stored.Inputs.Any(i => i.Type == ScalarType.Float64));
    }

    private static void Fill(nn.Module module, (string Name, bool Grad, Tensor Tensor)[] named)
    {
        var own = module.named_parameters().Select(p => ("p:" + p.name, (Tensor)p.parameter))
            .Concat(module.named_buffers().Select(b => ("b:" + b.name, b.buffer))).ToDictionary(p => p.Item1, p => p.Item2);
        own.Keys.Should().BeEquivalentTo(named.Where(n => !n.Name.StartsWith('x')).Select(n => n.Name), "names must be PyTorch's");
        using var off = no_grad();
        foreach (var (name, _, tensor) in named)
            if (own.TryGetValue(name, out var target)) target.copy_(tensor);
    }

    private static Tensor Weighted(IEnumerable<Tensor> outputs) =>
        outputs.Where(o => o.is_floating_point() && o.requires_grad).Select(o => (o * Cotangent(o)).sum(ScalarType.Float64))
            .Aggregate((a, b) => a + b);

    private static Tensor Cotangent(Tensor t)
    {
        var values = Enumerable.Range(0, (int)t.numel()).Select(i => ((i * 7 + 3) % 11 - 5) / 4.0).ToArray();
        return tensor(values, t.shape, dtype: t.dtype);
    }

    private static double Compare(string what, IReadOnlyList<StoredTensor?> expected, IList<Tensor> actual, bool checkType = false)
    {
        actual.Count.Should().Be(expected.Count, "there must be as many of '{0}' as in PyTorch", what);
        var values = expected.Select(e => e?.Values() ?? []).ToArray();
        var floor = ScaleFloor * values.SelectMany(v => v).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        var worst = 0.0;
        for (var i = 0; i < expected.Count; i++)
        {
            var missing = actual[i].IsInvalid;
            missing.Should().Be(expected[i] is null, "{0} {1} is absent exactly where it is in PyTorch", what, i);
            if (expected[i] is not { } stored) continue;
            actual[i].shape.Should().Equal(stored.Shape, "{0} {1} must have PyTorch's shape", what, i);
            if (checkType) actual[i].dtype.Should().Be(stored.Type, "{0} {1} must have PyTorch's type", what, i);
            worst = Math.Max(worst, Difference(values[i], StoredTensor.ValuesOf(actual[i]), floor));
        }
        return worst;
    }

    private static double Difference(double[] expected, double[] actual, double floor)
    {
        var scale = Math.Max(floor, expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max());
        if (scale == 0) scale = 1;
        double Error(double e, double a) =>
            e.Equals(a) ? 0 : double.IsFinite(e) && double.IsFinite(a) ? Math.Abs(e - a) / scale : double.PositiveInfinity;
        return expected.Zip(actual, Error).DefaultIfEmpty(0).Max();
    }
}
