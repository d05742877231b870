// A shipped generator in the browser, by ONNX Runtime's build for it.
const folder = new URL('./onnxruntime/', import.meta.url).href;

/** A file beside the page; what is wrong with it is thrown as the server says it. */
export async function file(name) {
  const answer = await fetch(name);
  if (!answer.ok) {
    const said = await answer.json().catch(() => null);
    throw new Error(said?.error ?? `'${name}' cannot be read: status ${answer.status}.`);
  }
  return answer;
}

async function runtime() {
  const name = `${folder}ort.wasm.bundle.min.mjs`;
  try {
    return await import(name);
  } catch (fault) {
    await file(name); // says what is missing
    throw fault;
  }
}

/** What gallery.json says, and the network of generator.onnx. */
export async function load() {
  const facts = await (await file('gallery.json')).json();
  const ort = await runtime();
  ort.env.wasm.numThreads = 1; // more need headers that static servers seldom send
  ort.env.wasm.wasmPaths = { wasm: `${folder}ort-wasm-simd-threaded.wasm` };
  const bytes = new Uint8Array(await (await file('generator.onnx')).arrayBuffer());
  const session = await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'], logSeverityLevel: 3 });
  return new Generator(facts, ort, session);
}

class Generator {
  constructor(facts, ort, session) {
    this.facts = facts;
    this.ort = ort;
    this.session = session;
    [this.channels, this.height, this.width] = facts.shape;
    this.feedsTruncation = session.inputNames.includes('truncation');
  }

  /** One picture of a latent, as RGBA. */
  async picture(latent, label, condition, truncation) {
    const { Tensor } = this.ort;
    const feeds = { latent: new Tensor('float32', latent, [1, latent.length]) };
    if (this.facts.classes > 0) feeds.label = new Tensor('int64', BigInt64Array.of(BigInt(label)), [1]);
    if (this.facts.condition > 0) feeds.condition = new Tensor('float32', Float32Array.from(condition), [1, condition.length]);
    if (this.feedsTruncation) {
      const [dims] = this.session.inputMetadata.filter((input) => input.name === 'truncation').map((input) => input.shape);
      feeds.truncation = new Tensor('float32', Float32Array.of(truncation ?? 1), dims.length === 0 ? [] : [1]);
    }
    const made = await this.session.run(feeds);
    const output = made[this.session.outputNames[0]];
    const image = this.pixels(output.data);
    output.dispose();
    return image;
  }

  // Rounded as Gan.Runtime does: in float32, halves to even.
  pixels(values) {
    const size = this.width * this.height;
    const image = new ImageData(this.width, this.height);
    for (let i = 0; i < size; i++) {
      for (let c = 0; c < 4; c++) {
        const plane = this.channels === 1 ? 0 : c;
        const value = c === 3 && this.channels < 4 ? 255 : byte(values[plane * size + i]);
        image.data[i * 4 + c] = value;
      }
    }
    return image;
  }
}

function byte(value) {
  const scaled = Math.fround(Math.fround(value * 127.5) + 127.5);
  if (!(scaled > 0)) return 0;
  if (scaled >= 255) return 255;
  const whole = Math.floor(scaled);
  const rest = scaled - whole;
  if (rest !== 0.5) return rest > 0.5 ? whole + 1 : whole;
  return whole % 2 === 0 ? whole : whole + 1;
}
