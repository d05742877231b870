using Proto = global::Onnx;

namespace Gan.Onnx.Tests;

/// <summary>The files as others read them.</summary>
public sealed class OnnxFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-onnx").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Write(string name, OnnxOptions? options = null, string suffix = "")
    {
        var path = Path.Combine(folder, $"{name.Replace(' ', '-')}{suffix}.onnx");
        using var gan = Families.Gan(name);
        gan.ExportOnnx(path, options);
        return path;
    }

    private static Proto.ModelProto Read(string path)
    {
        using var stream = File.OpenRead(path);
        return Proto.ModelProto.Parser.ParseFrom(stream);
    }

    [Fact]
    public void Its_version_is_the_oldest_that_has_all_operators_and_the_batch_is_free()
    {
        var model = Read(Write("dcgan embedding"));
        model.IrVersion.Should().Be(8);
        model.OpsetImport.Should().ContainSingle().Which.Version.Should().Be(17);
        model.ProducerName.Should().Be("Gan.Net");
        model.Graph.Input.Select(input => input.Name).Should().Equal("latent", "label");
        model.Graph.Output.Select(output => output.Name).Should().Equal("image");
        foreach (var value in model.Graph.Input.Concat(model.Graph.Output))
        {
            value.Type.TensorType.Shape.Dim[0].DimParam.Should().Be("batch");
        }
    }

    [Fact]
    public void Weights_stand_under_the_names_of_the_state_dict()
    {
        using var gan = Families.Gan("dcgan paper transposed");
        var names = gan.Generator.state_dict().Keys.ToHashSet();
        var model = Read(Write("dcgan paper transposed"));
        var weights = model.Graph.Initializer.Where(constant => constant.Dims.Count > 1).Select(c => c.Name);
        weights.Should().NotBeEmpty().And.BeSubsetOf(names);
        model
            .Graph.Node.Select(node => node.OpType)
            .Should()
            .NotContain("BatchNormalization")
            .And.NotContain("Identity");
    }

    [Fact]
    public void Without_an_optional_input_truncation_must_be_fed()
    {
        using var gan = Families.Gan("stylegan2");
        var path = Path.Combine(folder, "fed.onnx");
        gan.ExportOnnx(path, new() { TruncationIsFed = true });
        gan.ExportOnnx(Path.Combine(folder, "optional.onnx"));
        Read(path).Graph.Initializer.Select(constant => constant.Name).Should().NotContain("truncation");
        using var shipped = Runtime.ShippedGan.Load(path);
        using var other = Runtime.ShippedGan.Load(Path.Combine(folder, "optional.onnx"));
        shipped.Sample(2, seed: 1).Values.ToArray().Should().Equal(other.Sample(2, seed: 1).Values.ToArray());
        shipped
            .Sample(2, seed: 1, truncation: 0.5)
            .Values.ToArray()
            .Should()
            .Equal(other.Sample(2, seed: 1, truncation: 0.5).Values.ToArray());
    }

    [PythonFact("onnx")]
    public void The_checker_of_ONNX_takes_the_files_of_every_family()
    {
        foreach (var name in Families.All.Keys)
        {
            Write(name);
        }
        Write(
            "resnet cifar",
            new()
            {
                Quantisation = new() { Samples = 16 },
                LeastPsnr = 0,
            },
            "-u8s8"
        );
        Write("dcgan paper transposed", new() { Storage = OnnxStorage.Int8 }, "-int8");
        Write("dcgan paper transposed", new() { Storage = OnnxStorage.Float16 }, "-float16");
        const string program = """
            import glob, onnx, sys
            for path in sorted(glob.glob(sys.argv[1] + '/*.onnx')):
                model = onnx.load(path)
                onnx.checker.check_model(model, full_check=True)
                onnx.shape_inference.infer_shapes(model, strict_mode=True)
                print(path)
            """;
        var run = Witness.Run(Witness.Python("onnx")!, "-c", program, folder);
        run.Status.Should().Be(0, run.Errors);
        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(Families.All.Count + 3);
    }

    [OnnxNodeTheory]
    [InlineData("onnxruntime-node")]
    [InlineData("onnxruntime-web")]
    public void Runtimes_for_JavaScript_make_the_same(string package)
    {
        var path = Write("dcgan paper transposed");
        using var shipped = Runtime.ShippedGan.Load(path);
        var latents = Runtime.Latents.Draw(3, 5, shipped.LatentSize);
        var expected = shipped.Generate(latents).Values.ToArray();
        var program = $$"""
            const ort = require('{{package}}');
            const { readFileSync } = require('node:fs');
            (async () => {
              const bytes = readFileSync('{{path}}');
              const session = await ort.InferenceSession.create(new Uint8Array(bytes));
              const latents = Float32Array.from({{Json(latents)}});
              const shape = [5, {{shipped.LatentSize}}];
              const made = await session.run({ latent: new ort.Tensor('float32', latents, shape) });
              const expected = {{Json(expected)}};
              console.log(Math.max(...expected.map((v, i) => Math.abs(v - made.image.data[i]))) < 1e-5);
              process.exit(0);
            })();
            """;
        var script = Path.Combine(OnnxNodeTheoryAttribute.Folder, $"gan-{Path.GetFileName(folder)}.cjs");
        try
        {
            File.WriteAllText(script, program);
            var run = Witness.Run(Witness.Find("node")!, script);
            run.Output.Trim().Should().Be("true", run.Errors);
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static string Json(float[] values) => $"[{InvariantText.Join(",", values)}]";
}
