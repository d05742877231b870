using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Torch.Tests.Optim;

[Collection(AloneInTheProcess.Name)]
public class OptimizerTests
{
    private static readonly float[] Start = [0.5f, -1.25f, 2, 0];

    private static readonly Dictionary<string, Func<Parameter, optim.Optimizer>> Optimizers = new()
    {
        ["Adam"] = p => optim.Adam([p], 0.1),
        ["Adam decay"] = p => optim.Adam([p], 0.1, 0.5, 0.9, 1e-3, 0.1),
        ["Adam amsgrad"] = p => optim.Adam([p], 0.1, 0.5, 0.9, amsgrad: true),
        ["Adam maximize"] = p => optim.Adam([p], 0.1, weight_decay: 0.1, maximize: true),
        ["AdamW"] = p => optim.AdamW([p], 0.1, weight_decay: 0.1),
        ["AdamW amsgrad"] = p => optim.AdamW([p], 0.1, 0.5, 0.9, weight_decay: 0.2, amsgrad: true, maximize: true),
        ["SGD"] = p => optim.SGD([p], 0.1),
        ["SGD momentum"] = p => optim.SGD([p], 0.1, 0.9, 0.3, 0.1),
        ["SGD nesterov"] = p => optim.SGD([p], 0.1, 0.9, nesterov: true, maximize: true),
        ["RMSProp"] = p => optim.RMSProp([p]),
        ["RMSProp centered"] = p => optim.RMSProp([p], 0.01, 0.9, 1e-3, 0.1, 0.5, true),
        ["Adamax"] = p => optim.Adamax([p], 0.1, weight_decay: 0.1),
        ["NAdam"] = p => optim.NAdam([p], 0.1, weight_decay: 0.1),
        ["RAdam"] = p => optim.RAdam([p], 0.1, 0.5, 0.9, weight_decay: 0.1),
    };

    // Printed by torch.optim of PyTorch 1.13 after the same six steps; NAdam, which 1.13 multiplies by one mu too many, by a
    // plain loop over the paper's formula, as PyTorch has it from 2.0 on.
    public static TheoryData<string, float[]> Six_steps_of_PyTorch => new()
    {
        { "Adam", [-0.082726292f, -1.4606181f, 1.9977176f, -0.59999985f] },
        { "Adam decay", [-0.16002601f, -1.4720582f, 2.1344514f, -0.4698121f] },
        { "Adam amsgrad", [-0.16844864f, -1.6341432f, 2.2089796f, -0.59999985f] },
        { "Adam maximize", [1.0689342f, -0.70831895f, 1.9081299f, 0.54743135f] },
        { "AdamW", [-0.097558185f, -1.3880652f, 1.8873508f, -0.58519834f] },
        { "AdamW amsgrad", [1.0803813f, -0.72844791f, 1.5566455f, 0.57078797f] },
        { "SGD", [0.28999999f, -1.49f, 2.5700002f, -0.030000003f] },
        { "SGD momentum", [0.077484995f, -1.3843094f, 2.1824102f, -0.067687675f] },
        { "SGD nesterov", [1.1557951f, -0.59981155f, 0.71644247f, 0.1102336f] },
        { "RMSProp", [0.025856666f, -1.541247f, 2.1771138f, -0.36579794f] },
        { "RMSProp centered", [0.21009199f, -1.3325701f, 2.0463631f, -0.21402581f] },
        { "Adamax", [0.038242564f, -1.2099098f, 1.896547f, -0.45198452f] },
        { "NAdam", [-0.087071515f, -1.5172033f, 2.1930476f, -0.38584416f] },
        { "RAdam", [0.3205339f, -1.3205192f, 2.062134f, -0.049807586f] },
    };

    public static TheoryData<string> Names => [.. Optimizers.Keys];

    [Theory]
    [MemberData(nameof(Six_steps_of_PyTorch))]
    public void Six_steps_give_the_weights_that_PyTorch_gives(string name, float[] expected)
    {
        foreach (var type in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            using var p = new Parameter(tensor(Start, type));
            using var optimizer = Optimizers[name](p);
            Steps(p, optimizer, 1, 6);
            p.to_type(ScalarType.Float32).data<float>().ToArray().Should().Equal(expected, (a, b) => Math.Abs(a - b) < 2e-6,
                type.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_leaves_no_tensor_behind_and_its_state_outlives_dispose_scopes(string name)
    {
        using var p = new Parameter(tensor(Start));
        optim.Optimizer optimizer;
        using (NewDisposeScope()) optimizer = Optimizers[name](p);
        using (NewDisposeScope()) Steps(p, optimizer, 1, 2);
        var before = Tensor.TotalCount;
        using (NewDisposeScope()) Steps(p, optimizer, 3, 6);
        Tensor.TotalCount.Should().BeLessThanOrEqualTo(before);
        optimizer.Dispose();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Training_goes_on_from_a_stored_state_as_if_it_had_not_stopped(string name)
    {
        using var p = new Parameter(tensor(Start));
        using var first = (OptimizerHelper)Optimizers[name](p);
        Steps(p, first, 1, 3);
        using var file = new MemoryStream();
        first.save_state_dict(new BinaryWriter(file));
        file.Position = 0;
        using var q = new Parameter(p.clone());
        using var copied = (OptimizerHelper)Optimizers[name](q);
        copied.load_state_dict(first.state_dict());
        using var r = new Parameter(p.clone());
        using var read = (OptimizerHelper)Optimizers[name](r);
        read.load_state_dict(new BinaryReader(file));
        read.state_dict().State[0].ApproximatelyEquals(first.state_dict().State[0]).Should().BeTrue();
        Steps(p, first, 4, 6);
        Steps(q, copied, 4, 6);
        Steps(r, read, 4, 6);
        q.data<float>().ToArray().Should().Equal(p.data<float>().ToArray());
        r.data<float>().ToArray().Should().Equal(p.data<float>().ToArray());
    }

    [Fact]
    public void The_fused_step_of_a_large_transposed_parameter_equals_the_formula_in_double()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var start = randn(300, 500);
        var slope = randn(500, 300);
        var fused = new Parameter(start.t());
        var plain = new Parameter(start.t().to_type(ScalarType.Float64));
        using var a = optim.Adam([fused], 0.01, weight_decay: 0.1);
        using var b = optim.Adam([plain], 0.01, weight_decay: 0.1);
        for (var i = 0; i < 3; i++)
        {
            fused.grad = slope * (i + 1);
            plain.grad = (slope * (i + 1)).to_type(ScalarType.Float64);
            a.step();
            b.step();
        }
        (fused.to_type(ScalarType.Float64) - plain).abs().max().item<double>().Should().BeLessThan(1e-6);
    }

    [Fact]
    public void A_parameter_without_a_gradient_keeps_its_value_and_its_step_count()
    {
        using var p = new Parameter(tensor(Start));
        using var q = new Parameter(tensor(Start));
        using var adam = optim.Adam([p, q]);
        p.grad = ones(4);
        adam.step();
        q.data<float>().ToArray().Should().Equal(Start);
        adam.state_dict().State.Cast<Adam.State>().Select(s => s.step).Should().Equal(1, 0);
    }

    [Fact]
    public void Groups_take_the_defaults_that_they_leave_open()
    {
        using var p = new Parameter(tensor(Start));
        using var q = new Parameter(tensor(Start));
        using var sgd = optim.SGD([new SGD.ParamGroup { Parameters = [p] }, new SGD.ParamGroup([q], 0.5)], 0.1);
        p.grad = ones(4);
        q.grad = ones(4);
        sgd.step();
        sgd.ParamGroups.Select(g => g.LearningRate).Should().Equal(0.1, 0.5);
        p[3].item<float>().Should().BeApproximately(-0.1f, 1e-6f);
        q[3].item<float>().Should().BeApproximately(-0.5f, 1e-6f);
    }

    [Fact]
    public void Zero_grad_clears_gradients_even_with_a_graph_behind_them()
    {
        using var p = new Parameter(tensor(Start));
        using var sgd = optim.SGD([p], 0.1);
        (p * p * p).sum().backward(create_graph: true);
        sgd.zero_grad();
        p.grad!.data<float>().ToArray().Should().OnlyContain(v => v == 0);
    }

    [Fact]
    public void The_state_of_another_shape_is_refused()
    {
        using var p = new Parameter(zeros(3));
        using var q = new Parameter(zeros(4));
        using var small = optim.Adam([p]);
        using var large = optim.Adam([q]);
        var load = () => large.load_state_dict(small.state_dict());
        load.Should().Throw<InvalidDataException>().WithMessage("*[3]*[4]*");
    }

    [Fact]
    public void The_closure_is_run_with_gradients_and_its_loss_comes_back()
    {
        using var p = new Parameter(tensor(Start));
        using var sgd = optim.SGD([p], 0.1);
        var loss = sgd.step(() =>
        {
            var l = p.sum();
            l.backward();
            return l;
        });
        loss!.item<float>().Should().Be(1.25f);
        p[0].item<float>().Should().BeApproximately(0.4f, 1e-6f);
    }

    private static void Steps(Parameter p, optim.Optimizer optimizer, int from, int to)
    {
        for (var t = from; t <= to; t++)
        {
            using var scope = NewDisposeScope();
            p.grad = tensor(new double[] { 0.1 * t, -0.3 + 0.2 * t, 1.5 - 0.7 * t, 0.05 }, p.dtype);
            optimizer.step();
        }
    }
}
