using System.Diagnostics;
using Gan;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

/// <summary>Median milliseconds forwards and backwards, without the kernels and with them.</summary>
internal sealed record Row(string Part, double ForwardOff, double ForwardOn, double BackwardOff, double BackwardOn);

/// <summary>Times the layers of a network, then the whole of it and its update.</summary>
internal static class Timing
{
    internal static IReadOnlyList<Row> Of(Module network, Func<Tensor> pass, int rounds)
    {
        var rows = new List<Row>();
        using var scope = NewDisposeScope();
        foreach (var call in LayerCalls.In(network, () => pass().Dispose()))
        {
            rows.Add(Turns(call.Title, rounds, () => Layer(call)));
            call.Input.Dispose();
        }
        rows.Add(Turns("all in one pass", rounds, () => Whole(network, pass)));
        using var adam = new AdamOptions(1e-6).Create(network.parameters());
        rows.Add(Turns("Adam", rounds, () => Update(network, adam, pass)));
        return rows;
    }

    private static Row Turns(string part, int rounds, Func<(double Forward, double Backward)> run)
    {
        var times = new Dictionary<bool, List<(double Forward, double Backward)>> { [false] = [], [true] = [] };
        for (var round = -2; round < rounds; round++)
        {
            foreach (var kernels in (bool[])[false, true])
            {
                using var choice = LayerKernels.Use(kernels);
                using var scope = NewDisposeScope();
                var time = run();
                if (round >= 0)
                {
                    times[kernels].Add(time); // the first two warm up
                }
            }
        }
        double Forward(bool kernels) => Statistics.Median(times[kernels].Select(t => t.Forward));
        double Backward(bool kernels) => Statistics.Median(times[kernels].Select(t => t.Backward));
        return new(part, Forward(false), Forward(true), Backward(false), Backward(true));
    }

    // The layer gets a copy, because some write to what they get.
    private static (double Forward, double Backward) Layer(LayerCall call)
    {
        var input = call.Input.detach().requires_grad_();
        var given = input.clone();
        var start = Stopwatch.GetTimestamp();
        var output = call.Layer.call(given);
        var forward = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var gradient = randn_like(output);
        start = Stopwatch.GetTimestamp();
        autograd.grad([output], [input, .. call.Layer.parameters()], [gradient]);
        return (forward, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static (double Forward, double Backward) Whole(Module network, Func<Tensor> pass)
    {
        var start = Stopwatch.GetTimestamp();
        var output = pass();
        var forward = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var gradient = randn_like(output);
        start = Stopwatch.GetTimestamp();
        autograd.grad([output], [.. network.parameters()], [gradient]);
        return (forward, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static (double Forward, double Backward) Update(Module network, optim.Optimizer adam, Func<Tensor> pass)
    {
        network.zero_grad();
        pass().square().mean().backward();
        var start = Stopwatch.GetTimestamp();
        adam.step();
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, 0);
    }
}
